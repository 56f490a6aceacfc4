package io.dipc.histories.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import org.junit.jupiter.api.Test;

class PermitAccountTest {

    private static final String TWO = """
            a1 ACQUIRE DONE 1 0 1
            b2 ACQUIRE DONE 1 4 5
            a1 RELEASE DONE 1 6 7
            b2 RELEASE DONE 1 8 9
            b2 AVAILABLE DONE %d 10 11
            """;

    @Test
    void neverMoreHoldersThanPermits() {
        assertThat(PermitAccount.check(Histories.parse(TWO.formatted(1)), 1).violations())
                .containsExactly("2 permits held at once (expected: at most 1)");
        assertThat(PermitAccount.check(Histories.parse(TWO.formatted(2)), 2).isGood())
                .isTrue();
    }

    @Test
    void aSessionThatEndsHoldsNothing() {
        String history = TWO.formatted(1) + "a1 SESSION_MAY_END DONE - 3 5";
        assertThat(PermitAccount.check(Histories.parse(history), 1).isGood()).isTrue();
        String other = TWO.formatted(1) + "c3 SESSION_MAY_END DONE - 3 5";
        assertThat(PermitAccount.check(Histories.parse(other), 1).violations()).hasSize(1);
    }

    @Test
    void allPermitsAreBackInTheEnd() {
        assertThat(PermitAccount.check(Histories.parse(TWO.formatted(3)), 2).violations())
                .singleElement()
                .asString()
                .startsWith("3 permits in the end (expected: 2)");
    }
}
