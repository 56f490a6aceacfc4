package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.Semaphore;

/**
 * Orders for the semaphore {@code permits}, which is built with two: {@code acquire}, answered with {@code acquired}
 * and the time in milliseconds; {@code release}; {@code available}.
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
                    PERMITS.release();
                    System.out.println("released");
                }
                case "available" -> System.out.println("available " + PERMITS.availablePermits());
                default -> throw new IllegalArgumentException(order + " (expected: acquire, release or available)");
            }
        }
    }
}
