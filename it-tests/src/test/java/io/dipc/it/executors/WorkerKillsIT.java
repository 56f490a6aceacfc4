package io.dipc.it.executors;

import io.dipc.it.harness.Alone;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Helpers are killed, stand still, or are cut off amid tasks, and it is counted how often each task has run and completed.
 * {@code -Dkills} says how often one is killed.
 */
@Alone
class WorkerKillsIT {
    private static final int KILLS = Integer.getInteger("kills", 1);

    @Test
    void whatWasPromisedHoldsIfAHelperIsKilled() throws Exception {
        for (int i = 0; i < KILLS; i++) {
            try (TestCluster cluster = new TestCluster(Jdk.all().get(0))) {
                CountedTasks tasks = new CountedTasks(cluster, List.of(), List.of(), 2);
                ChildJvm helper = Helpers.start(cluster, List.of(), List.of());
                tasks.awaitUnderWay();
                helper.kill();
                tasks.awaitResults();
                tasks.end();
                tasks.assertPromises(Set.of(helper.pid()));
            }
        }
    }

    /** All are away during the same time, which is what takes long. */
    @Test
    void whoeverIsAwayForLongerThanIsWaitedForNoFutureHangsAndNoneCompletesTwice() throws Exception {
        try (HelpersAway helpers = new HelpersAway();
                MainAway main = new MainAway()) {
            helpers.leave();
            main.leave();
            main.comeBack();
            helpers.comeBack();
        }
    }
}
