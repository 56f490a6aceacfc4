package io.dipc.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.Jdk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The benchmark runs; what it measures in so short a time means nothing. */
class BenchmarkIT {

    @Test
    void measuresEverySystem() throws IOException, InterruptedException {
        Map<String, List<Summary>> figures = new Benchmark(1, 100, System.out).run(Jdk.own());
        assertThat(figures.get("dipc")).hasSize(6);
        assertThat(figures.get("dipc, client is the home")).hasSize(6);
        assertThat(figures.get("Hazelcast IQueue")).hasSize(4);
        assertPositive(figures);
    }

    @Test
    void measuresEveryExecutor() throws IOException, InterruptedException {
        Map<String, List<Summary>> figures = new Benchmark(1, 100, System.out).runTasks(Jdk.own(), List.of(2));
        assertThat(figures.get("dipc, 2 JVMs")).hasSize(5);
        assertThat(figures.get("Hazelcast, 2 JVMs")).hasSize(5);
        assertPositive(figures);
    }

    private static void assertPositive(Map<String, List<Summary>> figures) {
        assertThat(figures.values())
                .allSatisfy(summaries -> assertThat(summaries)
                        .allSatisfy(summary -> assertThat(summary.perSecond()).isPositive()));
    }
}
