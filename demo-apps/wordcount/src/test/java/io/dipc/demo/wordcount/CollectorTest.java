package io.dipc.demo.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTest {

    @AfterEach
    void empty() throws InterruptedException {
        // A collector that has all results does not wait for the thread that hands out the names.
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("feeder")) {
                thread.join();
            }
        }
        WordCount.FILES.clear();
        WordCount.RESULTS.clear();
    }

    @Test
    void addsUpEachFileOnce() throws InterruptedException {
        WordCount.RESULTS.put(found("a", Map.of("x", 2, "y", 1)));
        WordCount.RESULTS.put(found("a", Map.of("x", 2, "y", 1)));
        WordCount.RESULTS.put(found("b", Map.of("x", 1, "z", 1)));
        assertThat(new Collector(List.of("a", "b")).collect()).isEqualTo(new Totals(5, 3, List.of(), List.of()));
    }

    @Test
    void namesTheFileThatItsWorkerDidNotFinish() throws InterruptedException {
        // Before the collector looks whether anybody works.
        WordCount.WORKING.acquire();
        Thread dying = new Thread(() -> {
            try {
                WordCount.FILES.take();
                WordCount.RESULTS.put(found(WordCount.FILES.take(), Map.of("x", 1)));
                WordCount.WORKING.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        dying.start();
        assertThat(new Collector(List.of("a", "b")).collect()).isEqualTo(new Totals(1, 1, List.of("a"), List.of()));
        dying.join();
    }

    @Test
    void countsWhatNobodyElseWillCount(@TempDir Path corpus) throws IOException, InterruptedException {
        Path one = Files.writeString(corpus.resolve("one"), "to be or not to be");
        Path two = Files.writeString(corpus.resolve("two"), "be");
        assertThat(new Collector(List.of(one.toString(), two.toString())).collect())
                .isEqualTo(new Totals(7, 4, List.of(), List.of()));
        assertThat(WordCount.WORKING.availablePermits()).isEqualTo(WordCount.MAX_WORKERS);
        assertThat(WordCount.FILES).containsExactly(WordCount.END);
    }

    @Test
    void printsTotalsLast() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Totals(5, 3, List.of("a"), List.of("b: no access"))
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "not readable: b: no access",
                        "not counted, its worker died: a",
                        "5 total words",
                        "3 distinct words");
    }

    private static FileWords found(String file, Map<String, Integer> counts) {
        return new FileWords(file, new HashMap<>(counts), null);
    }
}
