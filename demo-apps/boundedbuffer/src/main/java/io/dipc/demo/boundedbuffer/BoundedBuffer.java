package io.dipc.demo.boundedbuffer;

import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Sends the numbers 1 to N through a buffer of eight places: {@code java -jar boundedbuffer.jar [N]}. Under the agent,
 * the producers and consumers of all JVMs share the numbers and the buffer, and the first JVM prints the sum.
 */
public final class BoundedBuffer {

    private static final int PLACES = 8;
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 2;

    private BoundedBuffer() {}

    /**
     * @param args how many numbers; 2000 without it
     */
    public static void main(String[] args) throws InterruptedException {
        int count = count(args);

        // Holds the next number; who takes it puts the one after it.
        @Distributed("boundedbuffer.next")
        BlockingQueue<Integer> next = new LinkedBlockingQueue<>();
        @Distributed("boundedbuffer.received")
        BlockingQueue<Received> received = new LinkedBlockingQueue<>();
        @Distributed(value = "boundedbuffer.once", onCrash = OnCrash.KEEP)
        Semaphore once = new Semaphore(1);
        @Distributed(value = "boundedbuffer.to-consume", onCrash = OnCrash.KEEP)
        Semaphore toConsume = new Semaphore(count);

        Buffer buffer = new Buffer(PLACES);
        for (int i = 1; i <= PRODUCERS; i++) {
            new Thread(new Producer(buffer, next, count), "producer-" + i).start();
        }
        for (int i = 1; i <= CONSUMERS; i++) {
            new Thread(new Consumer(buffer, toConsume, received), "consumer-" + i).start();
        }
        if (once.tryAcquire()) {
            next.put(1);
            Received all = Received.NOTHING;
            while (all.count() < count) {
                all = all.plus(received.take());
            }
            System.out.println(all.count() + " numbers received");
            System.out.println(all.sum() + " is their sum");
        }
    }

    private static int count(String[] args) {
        int count = args.length == 0
                ? 2000
                : args.length == 1 && args[0].matches("[0-9]{1,8}") ? Integer.parseInt(args[0]) : 0;
        if (count == 0) {
            System.err.println("boundedbuffer: " + String.join(" ", args) + " (expected: a number from 1 to 99999999)");
            System.exit(2);
        }
        return count;
    }
}
