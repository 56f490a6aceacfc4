package io.dipc.it.bench;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The JDK's classes, which the agent distributes. The arguments make the keys, {@code bench-queue-N} and
 * {@code bench-semaphore-N}: where a home is depends on the key. The first line on standard input says which queue and
 * which semaphore are to be measured.
 */
public final class DipcClient {

    /** The objects of one number. */
    private static final class Objects {
        private final String number;

        @Distributed("bench-queue-{number}")
        private final BlockingQueue<byte[]> queue;

        @Distributed("bench-semaphore-{number}")
        private final Semaphore semaphore;

        Objects(String number) {
            this.number = number;
            this.queue = new LinkedBlockingQueue<>();
            this.semaphore = new Semaphore(64);
            // A key that is made from fields is made at the first use.
            queue.size();
            semaphore.availablePermits();
        }
    }

    private record Chosen(BlockingQueue<byte[]> queue, Semaphore semaphore) implements Subject {
        @Override
        public void offer(byte[] element) {
            queue.offer(element);
        }

        @Override
        public void take() throws InterruptedException {
            queue.take();
        }

        @Override
        public void acquire() throws InterruptedException {
            semaphore.acquire();
        }

        @Override
        public void release() {
            semaphore.release();
        }
    }

    private DipcClient() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Map<String, Objects> objects = new HashMap<>();
        for (String number : args) {
            objects.put(number, new Objects(number));
        }
        System.out.println("created");
        StringBuilder chosen = new StringBuilder();
        for (int c = System.in.read(); c != '\n'; c = System.in.read()) {
            chosen.append((char) c);
        }
        String[] numbers = chosen.toString().split(" ");
        Client.serve(new Chosen(objects.get(numbers[0]).queue, objects.get(numbers[1]).semaphore));
    }
}
