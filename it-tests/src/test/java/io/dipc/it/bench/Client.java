package io.dipc.it.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Carries out the rounds that standard input orders, and answers each with its figures. */
final class Client {

    private static final int SAMPLES = 1 << 20;

    private Client() {}

    /** Returns when standard input ends. */
    static void serve(Subject subject) throws IOException, InterruptedException, ExecutionException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            System.out.println(run(subject, Round.parse(order)));
        }
    }

    private static Figures run(Subject subject, Round round) throws InterruptedException, ExecutionException {
        Operation.Call call = round.operation().of(round.size());
        long start = System.nanoTime();
        long end = start + round.millis() * 1_000_000;
        Callable<long[]> worker = () -> {
            long[] durations = new long[SAMPLES];
            int done = 0;
            long now = System.nanoTime();
            do {
                call.run(subject);
                long then = now;
                now = System.nanoTime();
                durations[done++] = now - then;
            } while (now < end && done < SAMPLES);
            return Arrays.copyOf(durations, done);
        };
        ExecutorService threads = Executors.newFixedThreadPool(round.threads());
        try {
            List<long[]> durations = new ArrayList<>();
            for (Future<long[]> result : threads.invokeAll(Collections.nCopies(round.threads(), worker))) {
                durations.add(result.get());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            long[] all =
                    durations.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            long operations = (long) all.length * round.operation().count(round.size());
            return new Figures(
                    operations, operations / seconds, all[all.length / 2] / 1e3, all[(int) (all.length * 0.99)] / 1e3);
        } finally {
            threads.shutdown();
        }
    }
}
