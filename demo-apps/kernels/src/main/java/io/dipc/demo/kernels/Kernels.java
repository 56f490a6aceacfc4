package io.dipc.demo.kernels;

import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Computes kernels, one after the other, with six threads: {@code java -jar kernels.jar JVMS KERNEL[=SIZE]...}. The threads
 * are those of as many JVMs as it is told, all of which are started with the same arguments; under the agent they
 * have one memory. What is printed is the same however many they are. If one is killed, the others wait for ever.
 */
public final class Kernels {

    private static final int THREADS = 6;

    /** Which share of the threads is whose. */
    @Distributed("kernels.shares")
    private static final BlockingQueue<Integer> SHARES = new LinkedBlockingQueue<>();

    /** A permit for each thread that has done a step and waits; the first one takes them. */
    @Distributed("kernels.arrived")
    static final Semaphore ARRIVED = new Semaphore(0);

    /** Permits to go on, after one step from the first, after the next from the second. */
    @Distributed("kernels.doors")
    static final Semaphore[] DOORS = {new Semaphore(0), new Semaphore(0)};

    private Kernels() {}

    /**
     * @param args how many JVMs there are; {@code sor}, {@code sparse} or {@code crypt}, or all of them without any
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(args, THREADS);
        List<Computation> computations = new ArrayList<>();
        for (Kernel kernel : arguments.kernels()) {
            computations.add(new Computation(kernel));
        }

        @Distributed(value = "kernels.once", onCrash = OnCrash.KEEP)
        Semaphore once = new Semaphore(1);

        if (once.tryAcquire()) {
            for (int share = 0; share < arguments.jvms(); share++) {
                SHARES.put(share);
            }
        }
        int threads = THREADS / arguments.jvms();
        int first = SHARES.take() * threads;
        for (int number = first; number < first + threads; number++) {
            new Thread(new Worker(computations, new Part(number, THREADS)), "part-" + number).start();
        }
    }
}
