package io.dipc.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import io.dipc.histories.Verdict;
import org.junit.jupiter.api.Test;

/** Histories of queues known to be good or bad. */
class QueueLinearizabilityTest {

    private static Verdict check(int capacity, String history) {
        return Linearizability.queue(Histories.parse(history), capacity, 100_000);
    }

    private static void good(int capacity, String history) {
        assertThat(check(capacity, history)).isEqualTo(Verdict.GOOD);
    }

    private static void bad(int capacity, String history) {
        Verdict verdict = check(capacity, history);
        assertThat(verdict.undecided()).isEmpty();
        assertThat(verdict.violations()).singleElement().asString().startsWith("not linearizable: ");
    }

    @Test
    void firstInFirstOut() {
        good(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE x 4 5
                b1 REMOVE_FIRST DONE y 6 7
                b1 REMOVE_FIRST REFUSED - 8 9""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE y 4 5
                b1 REMOVE_FIRST DONE x 6 7""");
    }

    @Test
    void concurrentAdditionsComeInEitherOrder() {
        good(9, """
                a1 ADD_LAST DONE x 0 5
                b1 ADD_LAST DONE y 1 4
                c1 REMOVE_FIRST DONE y 6 7
                c1 REMOVE_FIRST DONE x 8 9""");
    }

    /** Herlihy and Wing, Linearizability (1990), figure 1: the first is linearizable, the others are not. */
    @Test
    void theHistoriesOfHerlihyAndWing() {
        good(9, """
                a1 ADD_LAST DONE x 0 4
                b1 ADD_LAST DONE y 1 3
                b1 REMOVE_FIRST DONE x 5 8
                a1 REMOVE_FIRST DONE y 6 7
                a1 ADD_LAST DONE z 9 10""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b1 ADD_LAST DONE y 2 3
                a1 REMOVE_FIRST DONE y 4 6""");
        bad(9, """
                a1 ADD_LAST DONE x 0 3
                b1 ADD_LAST DONE y 1 2
                a1 REMOVE_FIRST DONE y 4 6
                b1 REMOVE_FIRST DONE y 5 7""");
    }

    @Test
    void anElementIsRemovedOnceAndNotBeforeItWasAdded() {
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST DONE x 2 3
                c1 REMOVE_FIRST DONE x 2 3""");
        bad(9, """
                b1 REMOVE_FIRST DONE x 0 1
                a1 ADD_LAST DONE x 2 3""");
        bad(9, "b1 REMOVE_FIRST DONE x 0 1");
    }

    @Test
    void emptyAndFullAreSeenWhenTheyAre() {
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b1 REMOVE_FIRST REFUSED - 2 3
                b1 REMOVE_FIRST DONE x 4 5""");
        good(1, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST REFUSED y 2 3
                b1 REMOVE_FIRST DONE x 4 5""");
        bad(2, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST REFUSED y 2 3
                b1 REMOVE_FIRST DONE x 4 5""");
        bad(1, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE x 4 5
                b1 REMOVE_FIRST DONE y 6 7""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b1 SIZE DONE 2 2 3""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 PEEK_FIRST DONE y 4 5""");
    }

    @Test
    void severalAtOnce() {
        good(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE x,y 4 5""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b1 REMOVE_FIRST DONE y,x 4 5""");
    }

    @Test
    void deques() {
        good(9, """
                a1 ADD_FIRST DONE x 0 1
                a1 ADD_FIRST DONE y 2 3
                a1 ADD_LAST DONE z 4 5
                b1 REMOVE_LAST DONE z 6 7
                b1 PEEK_LAST DONE x 8 9
                b1 REMOVE_FIRST DONE y 10 11
                b1 REMOVE_LAST DONE x 12 13""");
        bad(9, """
                a1 ADD_FIRST DONE x 0 1
                a1 ADD_FIRST DONE y 2 3
                b1 REMOVE_FIRST DONE x 4 5""");
    }

    @Test
    void anUnknownAdditionMayHaveHappenedAtAnyTimeOrNever() {
        good(9, """
                a1 ADD_LAST UNKNOWN x 0 1
                b1 REMOVE_FIRST REFUSED - 2 3
                b1 REMOVE_FIRST DONE x 4 5""");
        good(9, """
                a1 ADD_LAST PENDING x 0 -
                b1 REMOVE_FIRST REFUSED - 2 3""");
        bad(9, """
                a1 ADD_LAST PENDING x 4 -
                b1 REMOVE_FIRST DONE x 2 3""");
        bad(9, """
                a1 ADD_LAST FAILED x 0 1
                b1 REMOVE_FIRST DONE x 2 3""");
    }

    @Test
    void anElementMayBeLostWithATakerThatDied() {
        good(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b2 REMOVE_FIRST PENDING - 4 -
                c1 REMOVE_FIRST DONE y 6 7
                c1 REMOVE_FIRST REFUSED - 8 9""");
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                a1 ADD_LAST DONE z 4 5
                b2 REMOVE_FIRST PENDING - 4 -
                c1 REMOVE_FIRST DONE z 6 7""");
    }

    @Test
    void whatATakerNeverGotGoesBackToItsPlaceLater() {
        good(2, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b2 REMOVE_FIRST GAVE_UP - 4 5
                a1 ADD_LAST DONE z 6 7
                c1 REMOVE_FIRST DONE y 8 9
                c1 REMOVE_FIRST DONE x 10 11
                c1 REMOVE_FIRST DONE z 12 13""");
        // The same without anybody who gave up.
        bad(2, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                a1 ADD_LAST DONE z 6 7
                c1 REMOVE_FIRST DONE y 8 9
                c1 REMOVE_FIRST DONE x 10 11
                c1 REMOVE_FIRST DONE z 12 13""");
        // It goes back once.
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b2 REMOVE_FIRST GAVE_UP - 4 5
                c1 REMOVE_FIRST DONE y 6 7
                c1 PEEK_FIRST DONE x 8 9
                c1 PEEK_FIRST REFUSED - 10 11
                c1 REMOVE_FIRST DONE x 12 13
                c1 REMOVE_FIRST DONE x 14 15""");
    }

    @Test
    void whatTheClusterDidNotHearOfMayBeGivenToAnotherWhenTheSessionEnds() {
        good(9, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST DONE x 2 3
                b2 SESSION_MAY_END PENDING - 4 -
                c1 REMOVE_FIRST DONE x 6 7""");
        // The next call of the same client was answered, so the cluster has heard.
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST DONE x 2 3
                b2 SIZE DONE 0 4 5
                b2 SESSION_MAY_END PENDING - 6 -
                c1 REMOVE_FIRST DONE x 8 9""");
        // Its JVM was excluded, and has said that it has the element.
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST DONE x 2 3
                b2 MAY_BE_EXCLUDED PENDING - 4 5
                c1 REMOVE_FIRST DONE x 6 7""");
        // Another session ended.
        bad(9, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST DONE x 2 3
                b3 SESSION_MAY_END PENDING - 4 -
                c1 REMOVE_FIRST DONE x 6 7""");
    }

    @Test
    void aCallThatWasIssuedAgainMayHavePutBackMeanwhile() {
        String history = """
                a1 ADD_LAST DONE x 0 1
                a1 ADD_LAST DONE y 2 3
                b2 REMOVE_FIRST DONE x 4 20
                %s DONE - 5 12
                c1 REMOVE_FIRST DONE y 6 7
                c1 PEEK_FIRST DONE x 8 9""";
        good(9, history.formatted("b2 SESSION_MAY_END"));
        good(9, history.formatted("b2 MAY_BE_EXCLUDED"));
        bad(9, history.formatted("b3 SESSION_MAY_END"));
    }

    /** What one session was granted, then the next one as well, both times went back above the capacity. */
    @Test
    void aCallThatWasIssuedAgainAndThenGaveUpMayHavePutBackTwice() {
        String twice = """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST GAVE_UP - 2 30
                %s - 3 20
                a1 ADD_LAST DONE y 4 5
                c1 REMOVE_FIRST DONE x 10 11
                c1 PEEK_FIRST DONE y 12 13
                a1 ADD_LAST DONE z 14 15
                c1 REMOVE_FIRST DONE y 31 32
                c1 REMOVE_FIRST DONE z 33 34
                c1 REMOVE_FIRST REFUSED - 35 36""";
        good(1, twice.formatted("b2 MAY_BE_EXCLUDED PENDING"));
        good(1, twice.formatted("b2 SESSION_MAY_END PENDING"));
        bad(1, twice.formatted("b3 MAY_BE_EXCLUDED PENDING"));
        // Not before the session may end, and nobody issues anything again for a JVM that was killed.
        bad(1, twice.formatted("b2 MAY_BE_EXCLUDED PENDING").replace("3 20", "16 20"));
        bad(
                1,
                twice.formatted("b2 SESSION_MAY_END PENDING")
                        .replace("3 20", "3 -")
                        .replace("GAVE_UP - 2 30", "PENDING - 2 -"));
    }

    @Test
    void aCallThatWasIssuedAgainOverfillsNothingBeyondThat() {
        // Another time, which would take a third session.
        String thrice = """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST GAVE_UP - 2 30
                b2 MAY_BE_EXCLUDED PENDING - 3 20
                a1 ADD_LAST DONE y 4 5
                c1 REMOVE_FIRST DONE x 10 11
                c1 PEEK_FIRST DONE y 12 13
                a1 ADD_LAST DONE z 14 15
                c1 REMOVE_FIRST DONE y 16 17
                c1 PEEK_FIRST DONE z 18 19
                a1 ADD_LAST DONE w 21 22
                c1 REMOVE_FIRST DONE z 31 32
                c1 REMOVE_FIRST DONE w 33 34""";
        bad(1, thrice);
        good(1, thrice + "\nb2 MAY_BE_EXCLUDED PENDING - 3 20");
        // Both grants at once, though what the first session had goes back before the next one issues anything.
        bad(1, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST GAVE_UP - 2 30
                b2 MAY_BE_EXCLUDED PENDING - 3 20
                a1 ADD_LAST DONE y 4 5
                a1 ADD_LAST DONE z 6 7
                c1 REMOVE_FIRST DONE x 10 11
                c1 REMOVE_FIRST DONE y 31 32
                c1 REMOVE_FIRST DONE z 33 34""");
        // An addition while there are more elements than the capacity.
        bad(1, """
                a1 ADD_LAST DONE x 0 1
                b2 REMOVE_FIRST GAVE_UP - 2 30
                b2 MAY_BE_EXCLUDED PENDING - 3 20
                a1 ADD_LAST DONE y 4 5
                c1 PEEK_FIRST DONE x 10 11
                c1 SIZE DONE 2 12 13
                a1 ADD_LAST DONE z 14 15
                c1 SIZE DONE 3 16 17
                c1 REMOVE_FIRST DONE x 18 19
                c1 REMOVE_FIRST DONE y 31 32
                c1 REMOVE_FIRST DONE z 33 34""");
    }

    @Test
    void whatTakesTooLongIsSaidToBeUndecided() {
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            history.append("p%d ADD_LAST DONE e%d 0 100%n".formatted(i, i));
            history.append("g%d REMOVE_FIRST GAVE_UP - 0 100%n".formatted(i));
        }
        history.append("c1 PEEK_FIRST DONE nobody 101 102");
        Verdict verdict = Linearizability.queue(Histories.parse(history.toString()), 99, 1000);
        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.undecided()).hasSize(1);
    }
}
