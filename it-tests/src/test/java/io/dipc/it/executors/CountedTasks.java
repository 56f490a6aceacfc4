package io.dipc.it.executors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.Execution;
import io.dipc.it.executors.apps.Counted;
import io.dipc.it.harness.ChildJvm;
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

/** A main that submits 10,000 tasks in each of the semantics, and what came of them. */
final class CountedTasks {
    private static final String RUNS = "runs-";
    private static final int TASKS = 10_000;
    /** Of each JVM and pool. */
    private static final int THREADS = 3;
    /** For so many, on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final Path directory;
    private final ChildJvm main;

    /**
     * Starts main; does not wait for it.
     *
     * @param on what makes a command run on its host; empty: this one
     * @param options of the agent on that host
     * @param jvms how many are to work, main's included
     */
    CountedTasks(TestCluster cluster, List<String> on, List<String> options, int jvms) throws IOException {
        directory = cluster.directory().resolve("files");
        for (Execution execution : Execution.values()) {
            Files.createDirectories(directory.resolve(execution.name()));
        }
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-javaagent:" + Product.dipcJar(), "-cp", Product.testPrograms()));
        main = cluster.startPlain(
                on, all, Counted.class, directory.toString(), Integer.toString(TASKS), Integer.toString(jvms));
    }

    /** Returns when a third of the tasks has run. */
    void awaitUnderWay() throws InterruptedException {
        main.awaitLine("under way", LIMIT);
    }

    /** Waits for the results of those that run, and of some that are submitted only now. */
    void awaitResults() throws InterruptedException {
        main.send("rest");
        main.awaitLine("all futures are done", LIMIT);
    }

    /** Returns when all JVMs work at the same time. */
    void awaitThatAllWork() throws InterruptedException {
        main.send("again");
        main.awaitLine("all work", LIMIT);
    }

    void end() throws InterruptedException {
        main.send("end");
        main.awaitSuccess(LIMIT);
        main.assertStderr();
    }

    /**
     * Counts.
     *
     * @param victims processes that died or were away, once
     */
    void assertPromises(Set<Long> victims) throws IOException {
        for (Execution execution : Execution.values()) {
            assertPromise(execution, victims);
        }
    }

    private void assertPromise(Execution execution, Set<Long> victims) throws IOException {
        int[] runs = runs(execution);
        Set<Integer> lost = lost(execution);
        boolean maybe = execution == Execution.MAYBE;
        boolean again = execution == Execution.AT_LEAST_ONCE || execution == Execution.EXACTLY_ONCE;
        for (int i = 0; i < TASKS; i++) {
            assertThat(runs[i]).as("runs of %s %s", execution, i).isBetween(0, again ? 1 + victims.size() : 1);
            if (!maybe && !lost.contains(i)) {
                assertThat(runs[i])
                        .as("runs of %s %s, which has a result", execution, i)
                        .isPositive();
            }
        }
        assertThat(lost).hasSizeLessThanOrEqualTo(execution == Execution.AT_MOST_ONCE ? THREADS * victims.size() : 0);
        int results = TASKS - lost.size();
        assertThat(main.stdout())
                .contains(execution + " results " + (maybe ? 0 : results) + " nulls " + (maybe ? TASKS : 0));
        int completions = TASKS / 2;
        String end = execution + " terminated true unchanged true completions " + completions + " of " + completions
                + " futures, accepted ";
        List<String> ends = main.stdout().stream()
                .filter(line -> line.startsWith(execution + " terminated"))
                .toList();
        assertThat(ends).singleElement().asString().startsWith(end);
        int accepted = Integer.parseInt(ends.get(0).substring(end.length()));
        assertThat(accepted)
                .as("results of %s that were accepted", execution)
                .isBetween(maybe ? results - THREADS * victims.size() : results, results);
        print(execution, runs, lost, accepted, victims);
    }

    private void print(Execution execution, int[] runs, Set<Integer> lost, int accepted, Set<Long> victims)
            throws IOException {
        List<Integer> ofVictims = new ArrayList<>();
        for (long victim : victims) {
            Path file = directory.resolve(execution.name()).resolve(RUNS + victim);
            ofVictims.add(Files.exists(file) ? Files.readAllLines(file).size() : 0);
        }
        System.out.println(execution + ": " + Arrays.stream(runs).sum() + " runs of " + TASKS + " tasks, " + ofVictims
                + " of them by victims, "
                + Arrays.stream(runs).filter(each -> each > 1).count() + " tasks run again, "
                + Arrays.stream(runs).filter(each -> each == 0).count() + " not run, " + lost.size()
                + " reported lost, " + accepted + " results accepted");
    }

    private Set<Integer> lost(Execution execution) {
        String prefix = execution + " ";
        Set<Integer> lost = new HashSet<>();
        for (String line : main.stdout()) {
            if (line.startsWith(prefix)) {
                String outcome = line.substring(prefix.length());
                assertThat(outcome).matches("lost \\d+|results .*|terminated .*");
                if (outcome.startsWith("lost ")) {
                    lost.add(Integer.parseInt(outcome.substring("lost ".length())));
                }
            }
        }
        return lost;
    }

    private int[] runs(Execution execution) throws IOException {
        int[] runs = new int[TASKS];
        try (Stream<Path> files = Files.list(directory.resolve(execution.name()))) {
            for (Path file : files.toList()) {
                for (String line : Files.readAllLines(file)) {
                    runs[Integer.parseInt(line)]++;
                }
            }
        }
        return runs;
    }
}
