package io.dipc.histories.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import io.dipc.histories.Verdict;
import org.junit.jupiter.api.Test;

class ElementAccountTest {

    private static void bad(String what, int capacity, String history) {
        assertThat(ElementAccount.check(Histories.parse(history), capacity).violations())
                .singleElement()
                .asString()
                .startsWith(what + ": ");
    }

    private static void good(int capacity, String history) {
        assertThat(ElementAccount.check(Histories.parse(history), capacity)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void lost() {
        bad("lost", 9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST REFUSED - 2 3""");
        // A call that was given up keeps nothing.
        bad("lost", 9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST GAVE_UP - 2 3""");
        good(9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST PENDING - 2 -""");
        good(9, """
                a1 ADD_LAST UNKNOWN x 0 1
                b1 REMOVE_FIRST REFUSED - 2 3""");
    }

    @Test
    void duplicated() {
        bad("duplicated", 9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST DONE x 2 3
                c2 REMOVE_FIRST DONE x 4 5""");
        good(9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST DONE x 2 3
                b1 SESSION_MAY_END PENDING - 3 -
                c2 REMOVE_FIRST DONE x 4 5""");
        bad("duplicated", 9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST DONE x 2 3
                b1 MAY_BE_EXCLUDED PENDING - 3 -
                c2 REMOVE_FIRST DONE x 4 5""");
    }

    @Test
    void unexpected() {
        bad("unexpected", 9, "b1 REMOVE_FIRST DONE x 2 3");
        bad("unexpected", 9, """
                a1 ADD_LAST GAVE_UP x 0 1
                b1 REMOVE_FIRST DONE x 2 3""");
        bad("unexpected", 9, """
                a1 ADD_LAST DONE x 5 6
                b1 REMOVE_FIRST DONE x 2 3""");
    }

    @Test
    void reordered() {
        String history = """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                a1 ADD_LAST DONE z 4 5
                b1 REMOVE_FIRST DONE y 6 7
                c2 REMOVE_FIRST DONE %s 8 9
                c2 REMOVE_FIRST DONE %s 8 9
                """;
        bad("reordered", 9, history.formatted("x", "z"));
        good(9, history.formatted("x", "z") + "d3 REMOVE_FIRST GAVE_UP - 0 1");
    }

    @Test
    void overfilled() {
        String history = """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE x 4 5
                b1 REMOVE_FIRST DONE y 6 7
                """;
        bad("overfilled", 1, history);
        good(2, history);
        good(1, history + "d3 REMOVE_FIRST GAVE_UP - 0 1");
    }
}
