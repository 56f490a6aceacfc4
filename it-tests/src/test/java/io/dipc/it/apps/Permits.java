package io.dipc.it.apps;

import io.dipc.Distributed;
import io.dipc.SessionLostException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.Semaphore;

/**
 * Orders for the semaphore {@code permits}, which is built with two: {@code acquire}, answered with {@code acquired}
 * and the time in milliseconds; {@code release}, answered
 * with {@code released} or {@code lost}; {@code available}.
 */
public final class Permits {

    @Distributed("permits")
    private static final Semaphore PERMITS = new Semaphore(2);

    private Permits() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            switch (order) {
                case "acquire" -> {
                    PERMITS.acquire();
                    System.out.println("acquired " + System.currentTimeMillis());
                }
                case "release" -> {
                    try {
                        PERMITS.release();
                        System.out.println("released");
                    } catch (SessionLostException e) {
                        System.out.println("lost");
                    }
                }
                case "available" -> System.out.println("available " + PERMITS.availablePermits());
                default -> throw new IllegalArgumentException(order + " (expected: acquire, release or available)");
            }
        }
    }
}
