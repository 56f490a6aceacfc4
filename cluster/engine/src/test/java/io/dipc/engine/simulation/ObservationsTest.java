package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which permits may have gone back, and which are too many. */
class ObservationsTest {
    private static final int PERMITS = 2;

    private final Observations observations = new Observations(true, new SimulatedTime());

    @Test
    void anExclusionMayComeAfterTheMembersHaveSettledAndBeKnownToItsJvmLast() {
        observations.sessionMayEnd("j1");
        acquire("j1");
        observations.settled();
        count(PERMITS);
        observations.excluded("j1");
        observations.settled();
        assertThat(violations()).isEmpty();
    }

    @Test
    void whoWasExcludedMayDieBeforeItKnows() {
        acquire("j1");
        observations.settled();
        count(PERMITS);
        observations.isOver("j1");
        observations.dies("j1");
        observations.settled();
        assertThat(violations()).isEmpty();
    }

    @Test
    void withoutAnExclusionItIsAPermitTooMany() {
        observations.sessionMayEnd("j1");
        acquire("j1");
        observations.settled();
        count(PERMITS);
        observations.settled();
        assertThat(violations()).isNotEmpty();
    }

    @Test
    void anExclusionExcusesNothingThatComesAfterTheMembersHaveSettled() {
        observations.sessionMayEnd("j1");
        observations.excluded("j1");
        observations.settled();
        acquire("j1");
        count(PERMITS);
        observations.settled();
        assertThat(violations()).isNotEmpty();
    }

    @Test
    void aLateExclusionExcusesNothingThatWasSeenBeforeTheMembersHadSettled() {
        acquire("j1");
        count(PERMITS);
        observations.settled();
        observations.excluded("j1");
        observations.settled();
        assertThat(violations()).isNotEmpty();
    }

    @Test
    void aDeathExcusesNothingThatWasSeenBeforeIt() {
        acquire("j1");
        observations.settled();
        count(PERMITS);
        observations.dies("j1");
        observations.settled();
        assertThat(violations()).isNotEmpty();
    }

    private void acquire(String session) {
        begin(session, Action.ACQUIRE).end(Outcome.DONE);
    }

    private void count(int permits) {
        begin("j0", Action.AVAILABLE).end(Outcome.DONE, List.of(), permits);
    }

    private Recorder.Call begin(String session, Action action) {
        return observations.begin(Observations.SEMAPHORE, session, session, action, List.of());
    }

    private List<String> violations() {
        return observations.violations(1, PERMITS, true);
    }
}
