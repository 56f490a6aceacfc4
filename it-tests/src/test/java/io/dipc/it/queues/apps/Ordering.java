package io.dipc.it.queues.apps;

import io.dipc.Distributed;
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;

/**
 * {@code Ordering put} puts into a priority queue and a delay queue, {@code take} takes from them; {@code give} waits until
 * others have taken what it gives, {@code meet} takes that.
 */
public final class Ordering {
    @Distributed("priorities")
    private static final PriorityBlockingQueue<Job> PRIORITIES =
            new PriorityBlockingQueue<>(11, Comparator.comparingInt(Job::number).reversed());

    @Distributed("delays")
    private static final DelayQueue<Job> DELAYS = new DelayQueue<>();

    @Distributed("transfers")
    private static final TransferQueue<Job> TRANSFERS = new LinkedTransferQueue<>();

    @Distributed("rendezvous")
    private static final BlockingQueue<Job> RENDEZVOUS = new SynchronousQueue<>(true);

    private Ordering() {}

    private record Job(int number, long due) implements Delayed {
        static Job after(int number, long millis) {
            return new Job(number, System.currentTimeMillis() + millis);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.currentTimeMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(due, ((Job) other).due);
        }
    }

    public static void main(String[] args) throws InterruptedException {
        switch (args[0]) {
            case "put" -> {
                for (int number : new int[] {2, 5, 1, 4, 3}) {
                    PRIORITIES.put(Job.after(number, 0));
                }
                DELAYS.put(Job.after(2, 3_000));
                DELAYS.put(Job.after(3, 86_400_000));
                DELAYS.put(Job.after(1, 100));
            }
            case "take" -> {
                for (int i = 0; i < 5; i++) {
                    System.out.println("priority " + PRIORITIES.take().number());
                }
                for (int i = 0; i < 2; i++) {
                    Job job = DELAYS.take();
                    System.out.println(
                            "delay " + job.number() + (job.getDelay(TimeUnit.MILLISECONDS) > 0 ? " early" : ""));
                }
                System.out.println("then " + DELAYS.poll() + " of " + DELAYS.size());
            }
            case "give" -> {
                TRANSFERS.transfer(Job.after(1, 0));
                System.out.println("transferred");
                RENDEZVOUS.put(Job.after(2, 0));
                System.out.println("met");
            }
            default -> {
                System.out.println("transfer " + TRANSFERS.take().number());
                System.out.println("rendezvous " + RENDEZVOUS.take().number());
            }
        }
    }
}
