package io.dipc.it.restarts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.apps.Load;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All members are restarted one by one under load, {@code -Drestarts=} times over: nothing is lost, and no caller hears
 * of it. Hosts are asked to end by a signal, as service managers do; the JVM with the load ends by itself.
 */
class RollingRestartIT {

    private static final int ROUNDS = Integer.getInteger("restarts", 1);
    private static final int HOSTS = 3;
    private static final String THREADS = "4";

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void nobodyHearsOfIt(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Deque<ChildJvm> hosts = new ArrayDeque<>();
            for (int i = 0; i < HOSTS; i++) {
                hosts.addLast(start(cluster));
            }
            for (int round = 0; round < ROUNDS; round++) {
                ChildJvm load = cluster.start(Load.class, THREADS, THREADS);
                load.awaitLine("ready");
                int progress = progress(load, 0);
                for (int i = 0; i < HOSTS; i++) {
                    // The oldest one first, so that the one that decides the views goes, too.
                    ChildJvm oldest = hosts.removeFirst();
                    oldest.terminate();
                    assertThat(oldest.awaitExit()).isEqualTo(143);
                    oldest.assertStderr();
                    progress = progress(load, progress);
                    hosts.addLast(start(cluster));
                    progress = progress(load, progress);
                }
                load.send("stop");
                assertThat(load.awaitLine("acknowledged .*")).endsWith(" failed 0 lost [] duplicated {} unexpected []");
                load.awaitSuccess();
                load.assertStderr();
            }
            for (ChildJvm host : hosts) {
                host.assertStderr();
            }
        }
    }

    private static int progress(ChildJvm load, int before) throws InterruptedException {
        load.send("more 500");
        load.awaitLines("progressed", before + 1);
        return before + 1;
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm host = cluster.start(Host.class);
        host.awaitLine("ready");
        return host;
    }
}
