package io.dipc.it.executors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.Execution;
import io.dipc.it.executors.apps.Awaiting;
import io.dipc.it.executors.apps.Counted;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A helper is killed amid tasks, and it is counted how often each has run. {@code -Dkills} says how often this is repeated.
 */
class WorkerKillsIT {
    private static final int KILLS = Integer.getInteger("kills", 1);
    private static final String EXCLUDED = "\\[dipc] WARN this JVM was excluded .*";
    private static final String RUNS = "runs-";
    private static final int TASKS = 10_000;
    /** For so many, on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @ParameterizedTest
    @EnumSource(Execution.class)
    void whatWasPromisedHolds(Execution execution) throws Exception {
        for (int i = 0; i < KILLS; i++) {
            kill(execution);
        }
    }

    private static void kill(Execution execution) throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.all().get(0))) {
            ChildJvm helper = helper(cluster, Counted.class);
            ChildJvm main = main(cluster, execution);
            main.awaitLine("under way", LIMIT);
            helper.kill();
            main.awaitLine("results .*", LIMIT);
            end(main);
            main.assertStderr();
            count(execution, main.stdout(), directory(cluster, execution), helper);
        }
    }

    /** One of three members that decide stands still for longer than it is waited for, and goes on. */
    @Test
    void aWorkerThatStandsStillHoldsUpNobodyAndItsLateResultsDoNotCount() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.all().get(0)).option("detection", "20s")) {
            List<Execution> executions = List.of(Execution.AT_MOST_ONCE, Execution.EXACTLY_ONCE);
            ChildJvm worker = null;
            for (int i = 0; i < 3; i++) {
                ChildJvm held = cluster.start(Counted.class, "AT_MOST_ONCE,EXACTLY_ONCE");
                held.awaitLine("ready");
                worker = worker == null ? held : worker;
            }
            List<ChildJvm> mains = new ArrayList<>();
            for (Execution execution : executions) {
                mains.add(main(cluster, execution));
            }
            for (ChildJvm main : mains) {
                main.awaitLine("under way", LIMIT);
            }
            worker.pause();
            for (ChildJvm main : mains) {
                main.awaitLine("results .*", LIMIT);
            }
            worker.resume();
            worker.awaitErrorLine(EXCLUDED);
            for (int i = 0; i < mains.size(); i++) {
                end(mains.get(i));
                Execution execution = executions.get(i);
                count(execution, mains.get(i).stdout(), directory(cluster, execution), worker);
            }
        }
    }

    /** It goes on as another member: the futures of before fail, once, and the pool takes new tasks. */
    @Test
    void whoStandsStillWhileItWaitsForTasksIsToldThatTheyAreLost() throws Exception {
        try (TestCluster cluster = new TestCluster(Jdk.all().get(0)).option("detection", "20s")) {
            ChildJvm main = cluster.start(Awaiting.class);
            ChildJvm helper = helper(cluster, Awaiting.class);
            main.awaitLine("waiting");
            ChildJvm watch = cluster.start(Awaiting.class, "watch");
            cluster.awaitListing("ls", "(?s).*awaiting.member .*\\b" + watch.pid() + "@.*");
            main.pause();
            watch.awaitLine("it is out");
            main.resume();
            main.awaitErrorLine(EXCLUDED);
            main.awaitLines("outcomes \\{SessionLostException=60}", 2);
            main.send("");
            main.awaitLines("outcomes \\{result=60}", 2);
            main.awaitSuccess(LIMIT);
            main.assertStderr(EXCLUDED);
            assertThat(main.stdout())
                    .filteredOn(line -> line.startsWith("still"))
                    .hasSize(2)
                    .containsOnly("still {SessionLostException=60} true");
            assertThat(main.stdout()).contains("terminated true").doesNotContain("terminated false");
            helper.assertStderr();
        }
    }

    private static ChildJvm helper(TestCluster cluster, Class<?> program) {
        return cluster.startPlain(
                List.of("-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()), program);
    }

    private static ChildJvm main(TestCluster cluster, Execution execution) throws IOException {
        Path directory = Files.createDirectory(directory(cluster, execution));
        return cluster.start(Counted.class, execution.name(), directory.toString(), Integer.toString(TASKS));
    }

    private static void end(ChildJvm main) throws InterruptedException {
        main.send("");
        main.awaitSuccess(LIMIT);
    }

    private static Path directory(TestCluster cluster, Execution execution) {
        return cluster.directory().resolve("files-" + execution);
    }

    private static void count(Execution execution, List<String> printed, Path directory, ChildJvm victim)
            throws IOException {
        int[] runs = runs(directory);
        Set<Integer> lost = lost(printed);
        int sum = 0;
        boolean maybe = execution == Execution.MAYBE;
        for (int i = 0; i < TASKS; i++) {
            boolean onceAtMost = execution == Execution.AT_MOST_ONCE || maybe;
            assertThat(runs[i]).as("runs of %s", i).isBetween(0, onceAtMost ? 1 : 2);
            if (!maybe && !lost.contains(i)) {
                assertThat(runs[i]).as("runs of %s, which has a result", i).isPositive();
            }
            sum += runs[i];
        }
        assertThat(sum).isPositive();
        assertThat(printed).contains("results " + (maybe ? 0 : TASKS - lost.size()) + " nulls " + (maybe ? TASKS : 0));
        if (execution != Execution.AT_MOST_ONCE) {
            assertThat(lost).isEmpty();
        }
        Path ofVictim = directory.resolve(RUNS + victim.pid());
        System.out.println(execution + ": " + sum + " runs of " + TASKS + " tasks, "
                + (Files.exists(ofVictim) ? Files.readAllLines(ofVictim).size() : 0) + " of them by the victim, "
                + Arrays.stream(runs).filter(each -> each > 1).count() + " tasks twice, " + lost.size()
                + " reported lost");
    }

    private static Set<Integer> lost(List<String> lines) {
        Set<Integer> lost = new HashSet<>();
        for (String line : lines) {
            assertThat(line).matches("ready|under way|lost \\d+|results \\d+ nulls \\d+|unchanged true");
            if (line.startsWith("lost ")) {
                lost.add(Integer.parseInt(line.substring(5)));
            }
        }
        return lost;
    }

    private static int[] runs(Path directory) throws IOException {
        int[] runs = new int[TASKS];
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(RUNS)) {
                    for (String line : Files.readAllLines(file)) {
                        runs[Integer.parseInt(line)]++;
                    }
                }
            }
        }
        return runs;
    }
}
