package io.dipc.it.ends;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Holding;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permits and elements of a JVM that ends, by policy and by the way in which it ends. */
class CrashPolicyIT {

    /** Built with two, built with none and given two, KEEP with two, RELEASE with none and given two; one of each held. */
    private static final String ALL_HELD = "available 1 1 1 1";

    private static final String SOME_RETURNED = "available 2 1 1 2";

    @ParameterizedTest
    @ValueSource(strings = {"kill", "term", "exit", "halt"})
    void anEndThatCutsThreadsShortReturnsWhatThePolicySays(String how) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm witness = start(cluster);
            ChildJvm holder = startHolder(cluster, witness);
            switch (how) {
                case "kill" -> holder.kill();
                case "term" -> holder.terminate();
                default -> holder.send(how);
            }
            holder.awaitExit();
            // What was returned of one semaphore tells that the session is over for all.
            int asked = awaitAvailable(witness, "available 2.*");
            witness.send("available");
            assertThat(witness.awaitLines("available .*", asked + 1)).isEqualTo(SOME_RETURNED);
            witness.send("poll");
            witness.awaitLine("polled element");
            witness.assertStderr();
        }
    }

    @Test
    void anOrderlyEndReturnsNothing() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm witness = start(cluster);
            ChildJvm holder = startHolder(cluster, witness);
            holder.send("return");
            holder.awaitSuccess();
            witness.send("available");
            assertThat(witness.awaitLines("available .*", 2)).isEqualTo(ALL_HELD);
            witness.send("poll");
            witness.awaitLine("polled null");
            assertThat(String.join("\n", cluster.command("ls"))).contains("an ended JVM (1)");
            witness.assertStderr();
            holder.assertStderr();
        }
    }

    @Test
    void whatAnotherHasReleasedIsNotReturnedOnceMore() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            ChildJvm witness = start(cluster);
            ChildJvm holder = startHolder(cluster, witness);
            witness.send("release");
            witness.awaitLine("released");
            holder.kill();
            // That of the last one is returned, which shows that the session is over.
            int asked = awaitAvailable(witness, ".* 2");
            witness.send("available");
            assertThat(witness.awaitLines("available .*", asked + 1)).isEqualTo(SOME_RETURNED);
            witness.awaitOnlyErrorLine("\\[dipc\\] WARN .*\"built-with-permits\".*onCrash = KEEP.*");
        }
    }

    private static ChildJvm startHolder(TestCluster cluster, ChildJvm witness) throws InterruptedException {
        ChildJvm holder = start(cluster);
        witness.send("put");
        witness.awaitLine("put");
        holder.send("hold");
        holder.awaitLine("holding element");
        witness.send("available");
        assertThat(witness.awaitLine("available .*")).isEqualTo(ALL_HELD);
        return holder;
    }

    /** Asks, after a first time, until the answer fits; returns how often it was asked. */
    private static int awaitAvailable(ChildJvm witness, String expected) throws InterruptedException {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        for (int asked = 2; ; asked++) {
            witness.send("available");
            String available = witness.awaitLines("available .*", asked);
            if (available.matches(expected)) {
                return asked;
            }
            assertThat(System.nanoTime())
                    .as("%s, not %s, within %s", available, expected, ChildJvm.PATIENCE)
                    .isLessThan(deadline);
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Holding.class);
        child.awaitLine("ready");
        return child;
    }
}
