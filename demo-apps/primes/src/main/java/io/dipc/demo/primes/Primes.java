package io.dipc.demo.primes;

import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Counts the primes up to a limit: {@code java -jar primes.jar [LIMIT]}. Under the agent, JVMs may be started and killed
 * while it runs: the first one sees that every range is answered, and the answer is always right. Only if the first one
 * is killed there is no answer; the others then wait for more and are to be ended by hand.
 */
public final class Primes {

    /** Where ranges wait for a worker. */
    @Distributed("primes.ranges")
    static final BlockingQueue<Range> RANGES = new LinkedBlockingQueue<>();

    /** Where workers put what they found. */
    @Distributed("primes.answers")
    static final BlockingQueue<Answer> ANSWERS = new LinkedBlockingQueue<>();

    /** Has a permit when there is no work any more. Nobody takes it. */
    @Distributed("primes.finished")
    static final Semaphore FINISHED = new Semaphore(0);

    private Primes() {}

    /**
     * @param args the limit; 10,000,000 without it
     */
    public static void main(String[] args) throws InterruptedException {
        int limit = Limit.of(args);

        @Distributed(value = "primes.once", onCrash = OnCrash.KEEP)
        Semaphore once = new Semaphore(1);

        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        for (int i = 1; i <= threads; i++) {
            new Thread(new Worker(), "worker-" + i).start();
        }
        if (once.tryAcquire()) {
            long primes = new Coordinator(limit).count();
            System.out.println(primes + " primes up to " + limit);
        }
    }
}
