package io.dipc.it.faults.apps;

import io.dipc.Distributed;
import io.dipc.ObjectLostException;
import io.dipc.SessionLostException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A JVM of a cluster that parts in two halves. Orders on standard input, {@code N WHAT ARGUMENTS}; each is answered with
 * {@code N ANSWER}. A thread waits for one element of the queue {@code waited} where the order is {@code wait}, and says
 * then {@code was given ELEMENT}.
 */
public final class Halves {
    @Distributed("elements")
    private static final BlockingQueue<String> ELEMENTS = new LinkedBlockingQueue<>();

    @Distributed("waited")
    private static final BlockingQueue<String> WAITED = new LinkedBlockingQueue<>();

    @Distributed("ranked")
    private static final BlockingQueue<String> RANKED = new PriorityBlockingQueue<>(11, Comparator.reverseOrder());

    @Distributed("permits")
    private static final Semaphore PERMITS = new Semaphore(4);

    /** Stored by an order. */
    @Distributed("late")
    private static BlockingQueue<String> late;

    private Halves() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        // Each object is asked something: they exist, and this JVM has joined them.
        System.out.println("ready " + (ELEMENTS.size() + WAITED.size() + RANKED.size() + PERMITS.availablePermits()));
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            System.out.println(words[0] + " " + done(words));
        }
    }

    private static String done(String[] words) throws InterruptedException {
        String what = words[1];
        switch (what) {
            case "put" -> {
                for (int i = 0; i < Integer.parseInt(words[4]); i++) {
                    queue(words[2]).put(words[3] + (10 + i));
                }
                return "put";
            }
            case "take" -> {
                List<String> taken = new ArrayList<>();
                for (int i = 0; i < Integer.parseInt(words[3]); i++) {
                    taken.add(queue(words[2]).take());
                }
                return String.join(" ", taken);
            }
            case "size" -> {
                try {
                    return "size " + queue(words[2]).size();
                } catch (ObjectLostException e) {
                    return "not there";
                }
            }
            case "wait" -> {
                new Thread(Halves::await).start();
                return "waiting";
            }
            case "store" -> {
                late = new LinkedBlockingQueue<>();
                return "stored";
            }
            case "acquire" -> {
                PERMITS.acquire();
                return "acquired";
            }
            case "release" -> {
                try {
                    PERMITS.release();
                    return "released";
                } catch (SessionLostException e) {
                    return "lost";
                }
            }
            case "available" -> {
                return "available " + PERMITS.availablePermits();
            }
            default ->
                throw new IllegalArgumentException(
                        what + " (expected: put, take, size, wait, store, acquire, release or available)");
        }
    }

    private static BlockingQueue<String> queue(String name) {
        return switch (name) {
            case "elements" -> ELEMENTS;
            case "waited" -> WAITED;
            case "ranked" -> RANKED;
            case "late" -> late;
            default -> throw new IllegalArgumentException(name + " (expected: elements, waited, ranked or late)");
        };
    }

    private static void await() {
        try {
            System.out.println("was given " + WAITED.take());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }
}
