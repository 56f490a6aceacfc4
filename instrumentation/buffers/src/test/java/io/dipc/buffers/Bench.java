package io.dipc.buffers;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Main: runs {@link AccessBenchmark} with JMH, each kind of buffer in JVMs of its own, with an agent where there are to
 * be hooks, and prints ratios to a JVM without them, of processor time in the best iterations: what else the machine does only adds. Arguments: the agent's jar; then JMH's options.
 */
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        CommandLineOptions options = new CommandLineOptions(Arrays.copyOfRange(arguments, 1, arguments.length));
        Map<String, Map<AccessBenchmark.Kind, Result<?>>> scores = new TreeMap<>();
        for (AccessBenchmark.Kind kind : AccessBenchmark.Kind.values()) {
            if (options.getParameter("kind").hasValue()
                    && !options.getParameter("kind").get().contains(kind.name())) {
                continue;
            }
            ChainedOptionsBuilder builder = new OptionsBuilder()
                    .parent(options)
                    .param("kind", kind.name())
                    .addProfiler(ProcessorTime.class);
            if (options.getIncludes().isEmpty()) {
                builder.include(AccessBenchmark.class.getName());
            }
            if (kind != AccessBenchmark.Kind.PLAIN) {
                builder.jvmArgsPrepend("-javaagent:" + arguments[0]);
            }
            add(new Runner(builder.build()).run(), kind, scores);
        }
        print(scores);
    }

    private static void add(
            Collection<RunResult> results,
            AccessBenchmark.Kind kind,
            Map<String, Map<AccessBenchmark.Kind, Result<?>>> scores) {
        for (RunResult result : results) {
            scores.computeIfAbsent(result.getPrimaryResult().getLabel(), n -> new EnumMap<>(AccessBenchmark.Kind.class))
                    .put(kind, result.getSecondaryResults().get(ProcessorTime.LABEL));
        }
    }

    private static void print(Map<String, Map<AccessBenchmark.Kind, Result<?>>> scores) {
        System.out.println();
        scores.forEach((name, kinds) -> {
            Result<?> plain = kinds.get(AccessBenchmark.Kind.PLAIN);
            StringBuilder line = new StringBuilder(String.format("%-18s", name));
            kinds.forEach((kind, result) -> {
                double ns = result.getScore();
                line.append(String.format("  %s %.2f ns", kind, ns));
                if (plain != null && kind != AccessBenchmark.Kind.PLAIN) {
                    line.append(String.format(" (%.2f)", ns / plain.getScore()));
                }
            });
            System.out.println(line);
        });
    }
}
