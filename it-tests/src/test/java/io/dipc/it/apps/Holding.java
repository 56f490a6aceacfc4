package io.dipc.it.apps;

import io.dipc.Delivery;
import io.dipc.DipcException;
import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * Holds permits of semaphores, each with another policy, and an element of a queue. Each order is answered with a line:
 * {@code hold} takes one of each, {@code available} tells of how many permits, {@code acquire} and {@code release} concern
 * the first semaphore, {@code put}, {@code poll} and {@code take} the queue; {@code return}, {@code exit} and {@code halt} end the JVM.
 */
public final class Holding {

    @Distributed("built-with-permits")
    private static final Semaphore BUILT_WITH_PERMITS = new Semaphore(2);

    @Distributed("built-with-none")
    private static final Semaphore BUILT_WITH_NONE = new Semaphore(0);

    @Distributed(value = "keep", onCrash = OnCrash.KEEP)
    private static final Semaphore KEEP = new Semaphore(2);

    @Distributed(value = "release", onCrash = OnCrash.RELEASE)
    private static final Semaphore RELEASE = new Semaphore(0);

    private static final List<Semaphore> ALL = List.of(BUILT_WITH_PERMITS, BUILT_WITH_NONE, KEEP, RELEASE);

    @Distributed(value = "holding", delivery = Delivery.AT_LEAST_ONCE)
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();

    private Holding() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.equals("return")) {
                return;
            }
            try {
                System.out.println(answer(order));
            } catch (DipcException e) {
                System.out.println(e.getClass().getSimpleName());
            }
        }
        System.exit(0);
    }

    private static String answer(String order) throws InterruptedException {
        switch (order) {
            case "hold":
                BUILT_WITH_NONE.release(2);
                RELEASE.release(2);
                for (Semaphore semaphore : ALL) {
                    semaphore.acquire();
                }
                return "holding " + QUEUE.take();
            case "available":
                return "available "
                        + ALL.stream()
                                .map(semaphore -> Integer.toString(semaphore.availablePermits()))
                                .collect(Collectors.joining(" "));
            case "acquire":
                BUILT_WITH_PERMITS.acquire();
                return "acquired";
            case "release":
                BUILT_WITH_PERMITS.release();
                return "released";
            case "put":
                QUEUE.put("element");
                return "put";
            case "poll":
                return "polled " + QUEUE.poll();
            case "take":
                return "took " + QUEUE.take();
            case "exit":
                System.exit(0);
                return "never";
            case "halt":
                Runtime.getRuntime().halt(0);
                return "never";
            default:
                throw new IllegalArgumentException(order);
        }
    }
}
