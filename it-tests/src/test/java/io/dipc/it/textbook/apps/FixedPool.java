package io.dipc.it.textbook.apps;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A fixed pool and futures: how many steps numbers take to 1 by the rule of Collatz. */
public final class FixedPool {
    private static final int NUMBERS = 200;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    private FixedPool() {}

    public static void main(String[] args) throws InterruptedException, ExecutionException {
        List<Future<Integer>> steps = new ArrayList<>();
        for (int i = 1; i <= NUMBERS; i++) {
            int number = i;
            steps.add(POOL.submit(() -> steps(number)));
        }
        int longest = 0;
        for (int i = 1; i <= NUMBERS; i++) {
            if (longest == 0 || steps.get(i - 1).get() > steps.get(longest - 1).get()) {
                longest = i;
            }
        }
        System.out.println("most: " + steps.get(longest - 1).get() + " by " + longest);
        POOL.shutdown();
    }

    private static int steps(int number) throws InterruptedException {
        int steps = 0;
        for (long i = number; i != 1; i = i % 2 == 0 ? i / 2 : 3 * i + 1) {
            steps++;
        }
        // a step takes time
        Thread.sleep(10 + steps / 5);
        System.out.println("task: " + number + " takes " + steps + " steps");
        return steps;
    }
}
