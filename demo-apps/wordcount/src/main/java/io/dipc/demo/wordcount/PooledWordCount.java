package io.dipc.demo.wordcount;

import io.dipc.Distributed;
import io.dipc.Execution;
import io.dipc.demo.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import me.tongfei.progressbar.ProgressBar;

/**
 * Counts words as most programs would: one main, a pool and a completion service,
 * {@code java -cp wordcount.jar io.dipc.demo.wordcount.PooledWordCount [DIRECTORY or ZIP]}. Under the agent its tasks run in
 * all JVMs of the cluster; those of a JVM that is killed run again elsewhere.
 */
public final class PooledWordCount {

    @Distributed(value = "wordcount.pool", execution = Execution.AT_LEAST_ONCE)
    private static ExecutorService pool;

    private PooledWordCount() {}

    /**
     * @param args a directory or a zip file; without it, text that is on this machine or is made once
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException, IOException {
        Path corpus = Corpus.of(args);
        pool = Executors.newFixedThreadPool(
                Integer.getInteger("threads", Runtime.getRuntime().availableProcessors()));
        List<String> names = Corpus.names(corpus);
        CompletionService<FileWords> counted = new ExecutorCompletionService<>(pool);
        for (String name : names) {
            counted.submit(() -> FileWords.of(name));
        }
        Tally tally = new Tally(names);
        try (ProgressBar bar = Progress.bar("files", names.size())) {
            while (!tally.isComplete()) {
                tally.add(counted.take().get());
                bar.step();
            }
        }
        tally.totals().print(System.out);
        pool.shutdown();
    }
}
