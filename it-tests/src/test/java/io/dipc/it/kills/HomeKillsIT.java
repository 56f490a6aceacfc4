package io.dipc.it.kills;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.apps.Load;
import io.dipc.it.apps.Takers;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The home of a queue is killed while it is in use: again and again, {@code -Dkills=} times. */
class HomeKillsIT {

    private static final int FEW = 2;
    private static final int KILLS = Integer.getInteger("kills", FEW);
    private static final int HOSTS = 3;

    /** Each JDK with each load, or, where the kills are few, each JDK and each load at least once. */
    static Stream<Arguments> loads() {
        List<Jdk> jdks = Jdk.all();
        return Stream.of(12, 2)
                .flatMap(threads -> jdks.stream()
                        .filter(jdk -> KILLS > FEW || jdks.size() < 2 || (jdk == jdks.get(0)) == (threads == 12))
                        .map(jdk -> Arguments.of(jdk, threads)));
    }

    @ParameterizedTest(name = "{0}, {1} producers and consumers")
    @MethodSource("loads")
    void nothingAcknowledgedIsLostOrDuplicated(Jdk jdk, int threads) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            for (int i = 0; i < HOSTS; i++) {
                startHost(cluster);
            }
            RunningLoad load = new RunningLoad(cluster, threads);
            for (int kill = 1; kill <= KILLS; kill++) {
                load.progress();
                Optional<ChildJvm> home = load.homeElsewhere();
                while (home.isEmpty()) {
                    // The death of the JVM that uses the queues would be another test.
                    load.finish();
                    load = new RunningLoad(cluster, threads);
                    home = load.homeElsewhere();
                }
                home.get().kill();
                // Only what the new home and its backup have is answered: after this, the next one may be killed.
                load.progress();
                startHost(cluster);
                // Many kills take many minutes: this shows that they get on.
                System.out.println(jdk + ", " + threads + " producers and consumers: kill " + kill + " of " + KILLS);
            }
            load.finish();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void allBlockedTakesAreWoken(Jdk jdk) throws InterruptedException {
        int count = 20;
        try (TestCluster cluster = new TestCluster(jdk)) {
            for (int i = 0; i < HOSTS; i++) {
                startHost(cluster);
            }
            ChildJvm takers = startTakers(cluster, count);
            ChildJvm putter = startTakers(cluster, 0);
            // All are in line before the home dies.
            cluster.awaitListing("ls", "\\btaker-\\d+\\b", count);
            ChildJvm home = cluster.home("takers");
            while (List.of(takers, putter).contains(home)) {
                // Others in their place: who is home of what depends on who is there.
                end(takers);
                end(putter);
                takers = startTakers(cluster, count);
                putter = startTakers(cluster, 0);
                cluster.awaitListing("ls", "\\btaker-\\d+\\b", count);
                home = cluster.home("takers");
            }
            home.kill();

            for (int i = 0; i < count; i++) {
                putter.send("element-" + i);
            }
            for (int i = 0; i < count; i++) {
                takers.awaitLine("took element-" + i);
            }
            takers.assertStderr();
            putter.assertStderr();
        }
    }

    /** A JVM whose threads put and take all the time. */
    private static final class RunningLoad {
        private final TestCluster cluster;
        private final ChildJvm jvm;
        private int orders;

        RunningLoad(TestCluster cluster, int threads) throws InterruptedException {
            this.cluster = cluster;
            jvm = cluster.start(Load.class, Integer.toString(threads), Integer.toString(threads));
            jvm.awaitLine("ready");
        }

        /** Returns when more elements have come through. */
        void progress() throws InterruptedException {
            jvm.send("more 200");
            jvm.awaitLines("progressed", ++orders);
        }

        /** The home of one of the queues, if that is another JVM. */
        Optional<ChildJvm> homeElsewhere() throws InterruptedException {
            for (String key : List.of("load-0", "load-1")) {
                ChildJvm home = cluster.home(key);
                if (home != jvm) {
                    return Optional.of(home);
                }
            }
            return Optional.empty();
        }

        /** Lets it take what is left, and looks at its account. */
        void finish() throws InterruptedException {
            jvm.send("stop");
            assertThat(jvm.awaitLine("acknowledged .*")).endsWith(" failed 0 lost [] duplicated {} unexpected []");
            jvm.awaitSuccess();
            jvm.assertStderr();
        }
    }

    private static void end(ChildJvm jvm) throws InterruptedException {
        jvm.terminate();
        jvm.awaitExit();
    }

    private static ChildJvm startTakers(TestCluster cluster, int count) throws InterruptedException {
        ChildJvm takers = cluster.start(Takers.class, Integer.toString(count));
        takers.awaitLine("ready");
        return takers;
    }

    private static void startHost(TestCluster cluster) throws InterruptedException {
        cluster.start(Host.class).awaitLine("ready");
    }
}
