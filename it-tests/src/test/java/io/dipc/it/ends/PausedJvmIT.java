package io.dipc.it.ends;

import io.dipc.it.apps.Holding;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM is stopped for longer than the detection time: what it held goes to others, and it hears of that. */
class PausedJvmIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void whoWasTakenForDeadIsToldAtItsNextCall(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk).option("detection", "3s")) {
            ChildJvm first = start(cluster);
            ChildJvm second = start(cluster);
            ChildJvm holder = start(cluster);
            first.send("put");
            first.awaitLine("put");
            holder.send("hold");
            holder.awaitLine("holding element");
            first.send("acquire");
            first.awaitLine("acquired");
            second.send("acquire");

            holder.pause();
            second.awaitLine("acquired");
            first.send("poll");
            first.awaitLine("polled element");
            holder.resume();
            awaitExclusion(holder);

            holder.send("release");
            holder.awaitLine("SessionLostException");
            holder.send("poll");
            holder.awaitLines("SessionLostException", 2);
            holder.send("poll");
            holder.awaitLine("polled null");
            first.send("available");
            first.awaitLine("available 0 .*");
            first.assertStderr();
            second.assertStderr();
            holder.assertStderr("\\[dipc\\] WARN this JVM was excluded .*", "\\[dipc\\] WARN waiting for .*");
        }
    }

    private static void awaitExclusion(ChildJvm paused) throws InterruptedException {
        long deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
        while (paused.stderr().stream().noneMatch(line -> line.contains("this JVM was excluded"))) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(paused.name() + " was not excluded within " + ChildJvm.PATIENCE);
            }
            Thread.sleep(20);
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm child = cluster.start(Holding.class);
        child.awaitLine("ready");
        return child;
    }
}
