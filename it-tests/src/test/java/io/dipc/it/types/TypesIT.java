package io.dipc.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.types.apps.Answers;
import io.dipc.it.types.apps.Ends;
import io.dipc.it.types.apps.Philosophers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deques, concurrent queues, arrays, and distributed objects inside of elements. */
class TypesIT {

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void philosophersOfThreeJvmsDine(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            List<ChildJvm> tables = List.of(
                    cluster.start(Philosophers.class, "30", "0", "3"),
                    cluster.start(Philosophers.class, "30", "1"),
                    cluster.start(Philosophers.class, "30", "2", "4"));
            List<String> printed = new ArrayList<>();
            for (ChildJvm table : tables) {
                table.awaitSuccess();
                table.assertStderr();
                printed.addAll(table.stdout());
            }
            assertThat(printed)
                    .containsExactlyInAnyOrder(
                            "ready", "ready", "ready", "0 ate 30", "1 ate 30", "2 ate 30", "3 ate 30", "4 ate 30");
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void bothEndsOfADequeAreShared(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm one = start(cluster);
            ChildJvm other = start(cluster);
            order(one, "add a", "true");
            order(one, "add b", "true");
            order(other, "poll", "a");
            order(one, "push a", "done");
            order(one, "push b", "done");
            order(other, "pop", "b");

            one.send("takeLast");
            cluster.awaitListing("ls", "(?s).*tasks +deque .*take last.*");
            order(other, "putFirst a", "done");
            one.awaitLine("takeLast: a");
            order(other, "putFirst m", "done");
            order(other, "offerLast z", "true");
            order(other, "offerLast full", "false");
            order(one, "tasks", "\\[m, z\\]");
            other.send("putFirst b");
            cluster.awaitListing("ls", "(?s).*stack +deque .*tasks +deque +2 of 2 elements .*put first.*");
            one.send("takeLast");
            one.awaitLine("takeLast: z");
            other.awaitLine("putFirst b: done");
            order(one, "takeFirst", "b");
            one.assertStderr();
            other.assertStderr();
        }
    }

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void answersComeByTheQueueInTheQuestion(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            ChildJvm answering = cluster.start(Answers.class);
            answering.awaitLine("ready");
            ChildJvm asking = cluster.start(Answers.class, "ask");
            asking.awaitSuccess();
            answering.awaitSuccess();
            asking.assertStderr();
            answering.assertStderr();
            assertThat(asking.stdout()).containsExactly("ready", "answer to one", "answer to two");
        }
    }

    private static ChildJvm start(TestCluster cluster) throws InterruptedException {
        ChildJvm started = cluster.start(Ends.class);
        started.awaitLine("ready");
        return started;
    }

    private static void order(ChildJvm child, String order, String answer) throws InterruptedException {
        child.send(order);
        child.awaitLine(order + ": " + answer);
    }
}
