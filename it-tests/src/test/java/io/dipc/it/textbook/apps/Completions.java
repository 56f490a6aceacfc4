package io.dipc.it.textbook.apps;

import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A completion service: pages are rendered as their images arrive, in whatever order. */
public final class Completions {
    private static final int PAGES = 150;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    private Completions() {}

    /** What is downloaded. */
    private record Image(int page, int size) {}

    public static void main(String[] args) throws InterruptedException {
        CompletionService<Image> downloads = new ExecutorCompletionService<>(POOL);
        for (int i = 0; i < PAGES; i++) {
            int page = i;
            downloads.submit(() -> download(page));
        }
        int size = 0;
        int failures = 0;
        for (int i = 0; i < PAGES; i++) {
            try {
                size += downloads.take().get().size;
            } catch (ExecutionException e) {
                System.out.println(e.getCause().getMessage());
                failures++;
            }
        }
        System.out.println(size + " bytes, " + failures + " failures");
        POOL.shutdown();
        System.out.println("terminated: " + POOL.awaitTermination(5, TimeUnit.MINUTES));
    }

    private static Image download(int page) throws InterruptedException {
        Thread.sleep(10 + page % 7 * 3);
        System.out.println("task: page " + page);
        if (page % 50 == 49) {
            throw new IllegalStateException("page " + page + " has no image");
        }
        return new Image(page, page * 100);
    }
}
