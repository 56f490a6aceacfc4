package io.dipc.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Histories;
import io.dipc.histories.Verdict;
import org.junit.jupiter.api.Test;

/** Histories of words of memory known to be good or bad. */
class RegisterLinearizabilityTest {

    private static Verdict check(String history) {
        return Linearizability.register(Histories.parse(history), "0", 100_000);
    }

    private static void good(String history) {
        assertThat(check(history)).isEqualTo(Verdict.GOOD);
    }

    private static void bad(String history) {
        Verdict verdict = check(history);
        assertThat(verdict.undecided()).isEmpty();
        assertThat(verdict.violations()).hasSize(1);
    }

    @Test
    void aReadSeesTheLatestWrite() {
        good("""
                a1 READ DONE 0 0 1
                a1 WRITE DONE 1 2 3
                b1 READ DONE 1 4 5""");
        bad("""
                a1 WRITE DONE 1 0 1
                b1 READ DONE 0 2 3""");
        bad("""
                a1 READ DONE 7 0 1""");
    }

    @Test
    void duringAWriteBothAreSeenButNeverTheOldAfterTheNew() {
        good("""
                a1 WRITE DONE 1 0 9
                b1 READ DONE 0 1 2
                c1 READ DONE 1 3 4""");
        bad("""
                a1 WRITE DONE 1 0 9
                b1 READ DONE 1 1 2
                c1 READ DONE 0 3 4""");
    }

    @Test
    void twoReadersAgreeOnTheOrderOfTwoWrites() {
        bad("""
                a1 WRITE DONE 1 0 20
                b1 WRITE DONE 2 0 20
                c1 READ DONE 1 1 2
                c1 READ DONE 2 3 4
                d1 READ DONE 2 5 6
                d1 READ DONE 1 7 8""");
    }

    @Test
    void ofTwoThatExpectTheSameValueOneIsFirst() {
        good("""
                a1 COMPARE_AND_SET DONE 0,1 0 5
                b1 COMPARE_AND_SET DONE 1,2 0 5
                c1 READ DONE 2 6 7""");
        bad("""
                a1 COMPARE_AND_SET DONE 0,1 0 5
                b1 COMPARE_AND_SET DONE 0,2 0 5""");
    }

    @Test
    void aWriteWithoutAnAnswerMayHaveHappenedAtAnyMoment() {
        good("""
                a1 WRITE PENDING 1 0 -
                b1 READ DONE 0 1 2
                b1 READ DONE 1 3 4""");
        good("""
                a1 WRITE PENDING 1 0 -
                b1 READ DONE 0 1 2""");
        bad("""
                a1 WRITE PENDING 1 0 -
                b1 READ DONE 1 1 2
                b1 READ DONE 0 3 4""");
    }

    @Test
    void whatFailedHadNoEffect() {
        good("""
                a1 WRITE FAILED 1 0 1
                b1 READ DONE 0 2 3""");
        bad("""
                a1 WRITE FAILED 1 0 1
                b1 READ DONE 1 2 3""");
    }
}
