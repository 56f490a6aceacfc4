package io.dipc.demo.wordcount;

import io.dipc.Delivery;
import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Counts words: {@code java -jar wordcount.jar [DIRECTORY or ZIP]}. The first thread to come fills a queue with the
 * names of the files, workers take names and put results, and the first thread adds the results up. Under the agent
 * "first" means first in the cluster, and workers of every JVM take part, whenever they join.
 *
 * <p>A worker's JVM may be killed at any time: the files that it was counting are counted by others. When the first JVM is
 * killed, the run has no answer and the others are to be ended by hand.
 */
public final class WordCount {

    /** More workers than anybody will start. */
    static final int MAX_WORKERS = 10_000;

    /** Comes after the last file name. Each worker that sees it puts it back for the next. */
    static final String END = "";

    /** Whose turn it is to fill the queue and to add up. Never given back: a late comer is to be a worker. */
    @Distributed(value = "wordcount.once", onCrash = OnCrash.KEEP)
    static final Semaphore ONCE = new Semaphore(1);

    /**
     * The names of the files to count. One that a killed worker had taken is given to another, although it may have been
     * counted already: results carry the name, and a second one does not count.
     */
    @Distributed(value = "wordcount.files", delivery = Delivery.AT_LEAST_ONCE)
    static final BlockingQueue<String> FILES = new ArrayBlockingQueue<>(64);

    /** What was counted. */
    @Distributed("wordcount.results")
    static final BlockingQueue<FileWords> RESULTS = new LinkedBlockingQueue<>(256);

    /** Limits the files that are open at one time, over all workers. */
    @Distributed("wordcount.open-files")
    static final Semaphore OPEN_FILES = new Semaphore(16);

    /** Each living worker holds a permit; those of a killed JVM come back. All of them there: nobody works. */
    @Distributed(value = "wordcount.working", onCrash = OnCrash.RELEASE)
    static final Semaphore WORKING = new Semaphore(MAX_WORKERS);

    private WordCount() {}

    /**
     * @param args a directory or a zip file; without it, text that is on this machine or is made once
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path corpus = Corpus.of(args);

        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        for (int i = 1; i <= threads; i++) {
            new Thread(new Worker(), "worker-" + i).start();
        }
        if (ONCE.tryAcquire()) {
            List<String> names = Corpus.names(corpus);
            new Collector(names).collect().print(System.out);
            Collector.awaitWorkers();
        }
    }
}
