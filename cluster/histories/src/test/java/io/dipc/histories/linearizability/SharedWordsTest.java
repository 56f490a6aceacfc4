package io.dipc.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import io.dipc.histories.History;
import io.dipc.histories.Operation;
import io.dipc.histories.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories of words that are shared by sessions of which some are killed, known to be good or bad. */
class SharedWordsTest {

    private static final String RELEASED_AND_WRITTEN = """
            a1 WRITE DONE 1 0 1
            a1 RELEASE DONE 1 2 3
            a1 WRITE DONE 2 4 5
            """;
    private static final String KILLED = "a1 SESSION_MAY_END PENDING - 6 -\n";

    private static void good(String history) {
        assertThat(check(Histories.parse(history))).isEqualTo(Verdict.GOOD);
    }

    private static void bad(String history) {
        bad(Histories.parse(history));
    }

    private static void bad(History history) {
        Verdict verdict = check(history);
        assertThat(verdict.undecided()).isEmpty();
        assertThat(verdict.violations()).isNotEmpty();
    }

    private static Verdict check(History history) {
        return SharedWords.check(history, "0", 100_000);
    }

    /** The calls of a text, on another word. */
    private static List<Operation> elsewhere(String history) {
        return Histories.parse(history).operations().stream()
                .map(o -> new Operation(
                        "y",
                        o.session(),
                        o.client(),
                        o.action(),
                        o.outcome(),
                        o.elements(),
                        o.number(),
                        o.invoked(),
                        o.completed()))
                .toList();
    }

    @Test
    void whatAKilledSessionHadNotReleasedIsThereOrNot() {
        good(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 1 7 8");
        good(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 2 7 8");
        assertThat(SharedWords.undone(Histories.parse(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 1 7 8")))
                .isEqualTo(1);
        assertThat(SharedWords.undone(Histories.parse(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 2 7 8")))
                .isZero();
    }

    @Test
    void whatWasReleasedIsNotLost() {
        bad(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 0 7 8");
    }

    @Test
    void aReleaseThatWasNotCompletedPromisesNothing() {
        good("""
                a1 WRITE DONE 1 0 1
                a1 RELEASE PENDING 1 2 -
                """ + KILLED + "b2 READ DONE 0 7 8");
    }

    @Test
    void whatLivesLosesNothing() {
        bad(RELEASED_AND_WRITTEN + "b2 READ DONE 1 7 8");
        bad(RELEASED_AND_WRITTEN + "c3 SESSION_MAY_END PENDING - 6 -\nb2 READ DONE 1 7 8");
    }

    @Test
    void whatWasSeenIsNotStaleAfterwards() {
        bad(RELEASED_AND_WRITTEN + "b2 READ DONE 2 5 6\n" + KILLED + "b2 READ DONE 1 7 8");
        bad(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 2 7 8\nb2 READ DONE 1 9 10");
        bad(RELEASED_AND_WRITTEN + KILLED + "b2 READ DONE 1 7 8\nb2 READ DONE 2 9 10");
        bad(RELEASED_AND_WRITTEN + KILLED + "b2 COMPARE_AND_SET REFUSED 2 7 8\nb2 READ DONE 1 9 10");
    }

    @Test
    void untilTheKillEverybodySeesIt() {
        bad(RELEASED_AND_WRITTEN + "b2 READ DONE 1 6 7\na1 SESSION_MAY_END PENDING - 9 -");
    }

    @Test
    void whoeverSeesAWriteSeesThoseBeforeItInOtherWords() {
        String text = RELEASED_AND_WRITTEN + "a1 SESSION_MAY_END PENDING - 16 -\nb2 READ DONE 1 17 18";
        String other = "a1 WRITE DONE 3 7 8\nb2 READ DONE 3 9 10";
        good(text);
        bad(History.of(List.of(Histories.parse(text), new History(elsewhere(other)))));
    }

    @Test
    void whatWasReplacedBySomethingThatIsThereWasThere() {
        good("""
                a1 WRITE DONE 1 0 1
                a1 COMPARE_AND_SET DONE 1,2 2 3
                """ + KILLED + "b2 READ DONE 2 7 8");
        bad("""
                a1 WRITE DONE 1 0 9
                c1 COMPARE_AND_SET DONE 1,2 2 3
                b2 READ DONE 2 4 5
                b2 READ DONE 1 6 7
                """ + KILLED);
    }

    @Test
    void aComparisonThatFailedIsARead() {
        good("a1 COMPARE_AND_SET REFUSED 0 0 1");
        bad("a1 COMPARE_AND_SET REFUSED 7 0 1");
        bad("a1 WRITE DONE 1 0 1\nb2 COMPARE_AND_SET REFUSED 0 2 3");
    }
}
