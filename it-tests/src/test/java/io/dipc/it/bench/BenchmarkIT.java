package io.dipc.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.bench.pages.PagesBenchmark;
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

    @Test
    void measuresPages() throws IOException, InterruptedException {
        try (PagesBenchmark pages = new PagesBenchmark(Jdk.own(), 1024, 50, System.out)) {
            Map<String, Map<String, Double>> figures = pages.run(List.of(2), 1, 1, true);
            assertThat(figures).hasSize(5);
            // Processor time is measured in steps of 10 ms, which may be none.
            assertThat(figures.values())
                    .allSatisfy(row -> assertThat(row).containsKey("dipc, 2 JVMs"))
                    .allSatisfy(row -> assertThat(row.values()).allMatch(figure -> figure >= 0));
            assertThat(figures.entrySet())
                    .filteredOn(row -> !row.getKey().contains("processor"))
                    .allSatisfy(row -> assertThat(row.getValue()).containsKey("IMap"))
                    .allSatisfy(row -> assertThat(row.getValue().values()).allMatch(figure -> figure > 0));
        }
    }

    private static void assertPositive(Map<String, List<Summary>> figures) {
        assertThat(figures.values())
                .allSatisfy(summaries -> assertThat(summaries)
                        .allSatisfy(summary -> assertThat(summary.perSecond()).isPositive()));
    }
}
