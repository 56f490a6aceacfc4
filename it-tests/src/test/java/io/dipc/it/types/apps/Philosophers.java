package io.dipc.it.types.apps;

import io.dipc.Distributed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Dining philosophers. Arguments: how often each one eats, and the seats of those who are threads of this JVM. They begin
 * when all are there. Prints a line for each one that has eaten enough, and one for each pair of neighbours that eat at
 * the same time.
 */
public final class Philosophers {
    private static final int SEATS = 5;

    @Distributed("fork")
    private static final Semaphore[] FORKS = new Semaphore[SEATS];

    @Distributed("eating")
    private static final Collection<Integer> EATING = new ConcurrentLinkedQueue<>();

    @Distributed("seated")
    private static final Semaphore SEATED = new Semaphore(0);

    static {
        for (int i = 0; i < FORKS.length; i++) {
            FORKS[i] = new Semaphore(1);
        }
    }

    private Philosophers() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("ready");
        int meals = Integer.parseInt(args[0]);
        List<Thread> philosophers = new ArrayList<>();
        for (int i = 1; i < args.length; i++) {
            int seat = Integer.parseInt(args[i]);
            Thread philosopher = new Thread(() -> dine(seat, meals));
            philosopher.start();
            philosophers.add(philosopher);
        }
        for (Thread philosopher : philosophers) {
            philosopher.join();
        }
    }

    private static void dine(int seat, int meals) {
        SEATED.release();
        SEATED.acquireUninterruptibly(SEATS);
        SEATED.release(SEATS);
        int other = (seat + 1) % SEATS;
        for (int meal = 0; meal < meals; meal++) {
            // in one order all around the table, so that nobody waits for ever
            FORKS[Math.min(seat, other)].acquireUninterruptibly();
            FORKS[Math.max(seat, other)].acquireUninterruptibly();
            eat(seat);
            FORKS[seat].release();
            FORKS[other].release();
        }
        System.out.println(seat + " ate " + meals);
    }

    private static void eat(int seat) {
        EATING.add(seat);
        for (int neighbour : new int[] {(seat + 1) % SEATS, (seat + SEATS - 1) % SEATS}) {
            if (EATING.contains(neighbour)) {
                System.out.println(seat + " eats beside " + neighbour);
            }
        }
        EATING.remove(seat);
    }
}
