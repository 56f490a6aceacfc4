package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Objects with keys of their own that are used once: the order {@code more N} makes N of them, with eight threads, and is
 * answered with {@code made} and how many there have been.
 */
public final class ShortLived {

    private static final int THREADS = 8;

    private final int number;

    @Distributed("short-lived-{number}")
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    private ShortLived(int number) {
        this.number = number;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int made = 0;
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int end = made + Integer.parseInt(order.substring("more ".length()));
            make(made, end);
            made = end;
            System.out.println("made " + made);
        }
    }

    private static void make(int first, int end) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(first);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (int number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                        new ShortLived(number).use();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void use() throws InterruptedException {
        String element = "element of " + number;
        queue.put(element);
        if (!queue.take().equals(element)) {
            throw new IllegalStateException("the queue " + number + " gave another element than it was given");
        }
    }
}
