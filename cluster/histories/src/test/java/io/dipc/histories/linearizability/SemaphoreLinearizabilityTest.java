package io.dipc.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import io.dipc.histories.Verdict;
import org.junit.jupiter.api.Test;

/** Histories of semaphores known to be good or bad. */
class SemaphoreLinearizabilityTest {

    private static Verdict check(int permits, boolean returned, String history) {
        return Linearizability.semaphore(Histories.parse(history), permits, returned, 100_000);
    }

    private static void good(int permits, String history) {
        assertThat(check(permits, true, history)).isEqualTo(Verdict.GOOD);
    }

    private static void bad(int permits, String history) {
        bad(permits, true, history);
    }

    private static void bad(int permits, boolean returned, String history) {
        Verdict verdict = check(permits, returned, history);
        assertThat(verdict.undecided()).isEmpty();
        assertThat(verdict.violations()).hasSize(1);
    }

    @Test
    void neverMoreHoldersThanPermits() {
        good(1, """
                a1 ACQUIRE DONE 1 0 1
                b1 ACQUIRE DONE 1 0 5
                a1 RELEASE DONE 1 3 4
                b1 RELEASE DONE 1 6 7
                b1 AVAILABLE DONE 1 8 9""");
        bad(1, """
                a1 ACQUIRE DONE 1 0 1
                b1 ACQUIRE DONE 1 0 2
                a1 RELEASE DONE 1 3 4
                b1 RELEASE DONE 1 6 7""");
        bad(3, """
                a1 ACQUIRE DONE 2 0 1
                b1 ACQUIRE DONE 2 0 2""");
    }

    @Test
    void tooFewPermitsAreSeenWhenTheyAre() {
        good(1, """
                a1 ACQUIRE DONE 1 0 1
                b1 ACQUIRE REFUSED 1 2 3
                a1 RELEASE DONE 1 4 5""");
        bad(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 RELEASE DONE 1 2 3
                b1 ACQUIRE REFUSED 1 4 5""");
    }

    @Test
    void aReleaseCountsOnce() {
        bad(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 RELEASE DONE 1 2 3
                b1 AVAILABLE DONE 2 4 5""");
        good(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 RELEASE UNKNOWN 1 2 3
                b1 AVAILABLE DONE 0 4 5
                b1 AVAILABLE DONE 1 6 7""");
        bad(1, """
                a1 RELEASE UNKNOWN 1 2 3
                b1 AVAILABLE DONE 2 4 5""");
    }

    @Test
    void drain() {
        good(3, """
                a1 DRAIN DONE 3 0 1
                a1 AVAILABLE DONE 0 2 3
                a1 RELEASE DONE 3 4 5
                a1 AVAILABLE DONE 3 6 7""");
        bad(3, "a1 DRAIN DONE 2 0 1");
    }

    @Test
    void permitsOfADeadSessionGoBackOnce() {
        String killed = """
                a1 ACQUIRE DONE 1 0 1
                a1 ACQUIRE DONE 1 2 3
                a1 RELEASE PENDING 1 4 -
                a1 SESSION_MAY_END PENDING - 5 -
                b2 ACQUIRE DONE 2 6 7
                b2 RELEASE DONE 2 8 9
                """;
        good(2, killed + "b2 AVAILABLE DONE 2 10 11");
        bad(2, killed + "b2 AVAILABLE DONE 3 10 11");
        bad(2, false, killed + "b2 AVAILABLE DONE 2 10 11");
    }

    /** What is seen later does not keep the session from having ended in time. */
    @Test
    void aSessionEndsWithinItsTime() {
        good(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 SESSION_MAY_END DONE - 2 4
                b2 ACQUIRE REFUSED 1 7 12
                c3 ACQUIRE DONE 1 6 11""");
        bad(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 SESSION_MAY_END DONE - 2 4
                b2 ACQUIRE REFUSED 1 7 8
                c3 ACQUIRE DONE 1 9 11""");
    }

    @Test
    void aLateReleaseOfASessionThatEndedMintsNothing() {
        bad(1, """
                a1 ACQUIRE DONE 1 0 1
                a1 SESSION_MAY_END DONE - 2 10
                b2 ACQUIRE DONE 1 3 4
                a1 RELEASE UNKNOWN 1 5 6
                c2 ACQUIRE DONE 1 7 8
                c2 RELEASE DONE 1 12 13""");
    }

    @Test
    void permitsGrantedToACallThatGaveUpGoBack() {
        good(1, """
                a1 ACQUIRE GAVE_UP 1 0 1
                b2 ACQUIRE REFUSED 1 2 3
                b2 ACQUIRE DONE 1 4 5
                b2 RELEASE DONE 1 6 7""");
        bad(1, """
                a1 ACQUIRE GAVE_UP 1 0 1
                b2 ACQUIRE REFUSED 1 2 3
                b2 AVAILABLE DONE 1 4 5
                b2 ACQUIRE REFUSED 1 6 7""");
    }

    @Test
    void permitsGrantedToACallThatWasIssuedAgainGoBackEachTime() {
        String twice = """
                a1 ACQUIRE GAVE_UP 1 0 30
                %s MAY_BE_EXCLUDED PENDING - 1 20
                b2 ACQUIRE REFUSED 1 2 3
                b2 AVAILABLE DONE 1 4 5
                b2 ACQUIRE REFUSED 1 6 7
                b2 AVAILABLE DONE 1 31 32
                """;
        good(1, twice.formatted("a1"));
        bad(1, twice.formatted("c3"));
        bad(1, twice.formatted("a1") + "b2 ACQUIRE REFUSED 1 33 34");
    }

    @Test
    void permitsMayBeHandedOver() {
        good(1, """
                a1 ACQUIRE DONE 1 0 1
                b2 RELEASE DONE 1 2 3
                c3 AVAILABLE DONE 1 4 5
                a1 SESSION_MAY_END PENDING - 6 -
                c3 AVAILABLE DONE 1 7 8""");
    }
}
