package io.dipc.it.executors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.executors.apps.Awaiting;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.List;

/**
 * A main stands still while it waits for tasks, until others decide that it is out. It goes on as another member: the futures
 * of before fail, once, and the pool takes new tasks.
 */
final class MainAway implements AutoCloseable {
    private final TestCluster cluster = new TestCluster(Jdk.all().get(0)).option("detection", "20s");
    private final ChildJvm main = cluster.start(Awaiting.class);
    private final ChildJvm helper = Helpers.start(cluster, List.of(), List.of());
    private ChildJvm watch;

    void leave() throws InterruptedException {
        main.awaitLine("waiting");
        watch = cluster.start(Awaiting.class, "watch");
        cluster.awaitListing("ls", "(?s).*awaiting.member .*\\b" + watch.pid() + "@.*");
        main.pause();
    }

    void comeBack() throws InterruptedException {
        watch.awaitLine("it is out");
        main.resume();
        main.awaitErrorLine(HelpersAway.EXCLUDED);
        main.awaitLines("outcomes \\{SessionLostException=60}", 2);
        main.send("");
        main.awaitLines("outcomes \\{result=60}", 2);
        main.awaitSuccess();
        main.assertStderr(HelpersAway.EXCLUDED);
        assertThat(main.stdout())
                .filteredOn(line -> line.startsWith("still"))
                .hasSize(2)
                .containsOnly("still {SessionLostException=60} true");
        assertThat(main.stdout()).contains("terminated true").doesNotContain("terminated false");
        helper.assertStderr();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
