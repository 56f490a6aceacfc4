package io.dipc.it.bench;

import io.dipc.it.bench.pages.PagesBenchmark;
import io.dipc.it.harness.Jdk;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures offer+take, acquire+release and tasks in all systems in turn, round by round, so that whatever else the machine
 * does meets all of them; prints medians, ratios, messages and what it cost of the processors. {@code -Drounds=} and
 * {@code -Dmillis=} say how many rounds there are of each and how long one is, {@code -Dcase=} is a part of the names of
 * the cases to be measured, {@code -Dwarmup=} for how many milliseconds each system runs before each case,
 * {@code -Dalone=true} leaves out the others, for profiling. Tasks are measured over one, two
 * and three JVMs; {@code -Djvms=1,3} says over how many instead. The case {@code memory} is {@link PagesBenchmark}, of
 * {@code -Dmebibytes=} and after {@code -Dwarmups=} rounds that do not count.
 */
public final class Benchmark {

    /** What is measured, the number of threads and the size changing. */
    private record Case(Operation operation, int size, int threads) {
        @Override
        public String toString() {
            String what = switch (operation) {
                case OFFER_TAKE -> "offer+take, " + size + " B";
                case ACQUIRE_RELEASE -> "acquire+release";
                case EMPTY_TASKS -> size == 1 ? "one empty task" : "empty tasks";
                case TASKS_OF_1_MS -> "tasks of 1 ms";
            };
            return what + ", " + threads + (threads == 1 ? " thread" : " threads");
        }
    }

    /** Tasks that are under way at a time. */
    private static final int TASKS = 400;

    private static final List<Case> CASES = List.of(
            new Case(Operation.OFFER_TAKE, 100, 1),
            new Case(Operation.OFFER_TAKE, 100, 8),
            new Case(Operation.OFFER_TAKE, 10_240, 1),
            new Case(Operation.OFFER_TAKE, 10_240, 8),
            new Case(Operation.ACQUIRE_RELEASE, 0, 1),
            new Case(Operation.ACQUIRE_RELEASE, 0, 8),
            new Case(Operation.EMPTY_TASKS, TASKS, 1),
            new Case(Operation.EMPTY_TASKS, 1, 1),
            new Case(Operation.EMPTY_TASKS, TASKS / 8, 8),
            new Case(Operation.TASKS_OF_1_MS, TASKS, 1),
            new Case(Operation.TASKS_OF_1_MS, TASKS / 8, 8));

    private final int rounds;
    private final long millis;
    private final long warmUp;
    private final PrintStream out;

    Benchmark(int rounds, long millis, PrintStream out) {
        this.rounds = rounds;
        this.millis = millis;
        this.warmUp = Long.getLong("warmup", millis * 2);
        this.out = out;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Benchmark benchmark = new Benchmark(Integer.getInteger("rounds", 7), Long.getLong("millis", 1000), System.out);
        benchmark.run(Jdk.own());
        String jvms = System.getProperty("jvms", "1,2,3");
        benchmark.runTasks(
                Jdk.own(), Arrays.stream(jvms.split(",")).map(Integer::valueOf).toList());
        if ("memory".contains(System.getProperty("case", ""))) {
            int pages = Integer.getInteger("mebibytes", 256) * 256;
            try (PagesBenchmark memory = new PagesBenchmark(Jdk.own(), pages, 2000, System.out)) {
                int warmUps = Integer.getInteger("warmups", 5);
                memory.run(List.of(2, 3), warmUps, benchmark.rounds, !Boolean.getBoolean("alone"));
            }
        }
    }

    /**
     * Measures queues and semaphores.
     *
     * @return the figures of each system, by its name, over all cases in order; those it cannot do are left out
     */
    Map<String, List<Summary>> run(Jdk jdk) throws IOException, InterruptedException {
        List<Case> cases = cases(false);
        if (cases.isEmpty()) {
            return Map.of();
        }
        try (Systems systems = Systems.start(jdk, out)) {
            return run(jdk, cases, systems.all());
        }
    }

    /**
     * Measures executors.
     *
     * @param jvms over how many JVMs
     * @return as {@link #run}
     */
    Map<String, List<Summary>> runTasks(Jdk jdk, List<Integer> jvms) throws IOException, InterruptedException {
        List<Case> cases = cases(true);
        if (cases.isEmpty()) {
            return Map.of();
        }
        try (TaskSystems systems = TaskSystems.start(jdk, jvms, out)) {
            return run(jdk, cases, systems.all());
        }
    }

    private Map<String, List<Summary>> run(Jdk jdk, List<Case> cases, List<MeasuredSystem> systems)
            throws IOException, InterruptedException {
        out.printf(
                "%s, %d processors, load %.1f, %d rounds of %d ms%n",
                jdk,
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage(),
                rounds,
                millis);
        Map<String, List<Summary>> all = new LinkedHashMap<>();
        for (Case what : cases) {
            measure(what, systems)
                    .forEach((name, summary) ->
                            all.computeIfAbsent(name, key -> new ArrayList<>()).add(summary));
        }
        return all;
    }

    private static List<Case> cases(boolean ofTasks) {
        String part = System.getProperty("case", "");
        return CASES.stream()
                .filter(each -> each.operation().isOfTasks() == ofTasks
                        && each.toString().contains(part))
                .toList();
    }

    private Map<String, Summary> measure(Case what, List<MeasuredSystem> systems)
            throws IOException, InterruptedException {
        List<MeasuredSystem> able =
                systems.stream().filter(system -> system.can(what.operation())).toList();
        Round round = new Round(what.operation(), what.size(), what.threads(), millis);
        Map<String, List<MeasuredSystem.Result>> results = new LinkedHashMap<>();
        for (MeasuredSystem system : able) {
            // Compiled code differs from case to case. Of empty tasks there are more in that time.
            Operation first = what.operation() == Operation.TASKS_OF_1_MS ? Operation.EMPTY_TASKS : what.operation();
            system.run(new Round(first, what.size(), what.threads(), warmUp));
            system.run(round);
            results.put(system.name(), new ArrayList<>());
        }
        for (int i = 0; i < rounds; i++) {
            for (MeasuredSystem system : able) {
                results.get(system.name()).add(system.run(round));
            }
        }
        Map<String, Summary> summaries = new LinkedHashMap<>();
        results.forEach((name, list) -> summaries.put(name, Summary.of(list)));
        print(what, summaries);
        return summaries;
    }

    private void print(Case what, Map<String, Summary> summaries) {
        Summary yardstick = summaries.values().iterator().next();
        out.printf("%n%s%n", what);
        out.printf(
                "  %-28s %10s %8s %10s %10s %9s %8s%n",
                "",
                what.operation().isOfTasks() ? "tasks/s" : "pairs/s",
                "of dipc",
                "median us",
                "p99 us",
                "messages",
                "cpu us");
        summaries.forEach((name, summary) -> out.printf(
                Locale.ROOT,
                "  %-28s %10.0f %8.2f %10.1f %10.1f %9.2f %8.1f%n",
                name,
                summary.perSecond(),
                summary.perSecond() / yardstick.perSecond(),
                summary.median(),
                summary.p99(),
                summary.messages(),
                summary.cpu()));
    }
}
