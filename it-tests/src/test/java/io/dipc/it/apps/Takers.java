package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Threads that take one element each from the queue {@code takers}: {@code Takers COUNT}. Each line on standard input is
 * put into the queue.
 */
public final class Takers {

    @Distributed("takers")
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();

    private Takers() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            new Thread(Takers::take, "taker-" + i).start();
        }
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            QUEUE.put(order);
            System.out.println("put " + order);
        }
        System.exit(0);
    }

    private static void take() {
        try {
            System.out.println("took " + QUEUE.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
