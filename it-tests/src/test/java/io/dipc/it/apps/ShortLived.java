package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Objects with keys of their own that are used once: the order {@code more N} makes N of them, one after the other, and
 * is answered with {@code made} and how many there have been.
 */
public final class ShortLived {

    private final int number;

    @Distributed("short-lived-{number}")
    private final BlockingQueue<String> queue = new LinkedBlockingQueue<>();

    private ShortLived(int number) {
        this.number = number;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        int made = 0;
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int end = made + Integer.parseInt(order.substring("more ".length()));
            while (made < end) {
                new ShortLived(made++).use();
            }
            System.out.println("made " + made);
        }
    }

    private void use() throws InterruptedException {
        String element = "element of " + number;
        queue.put(element);
        if (!queue.take().equals(element)) {
            throw new IllegalStateException("the queue " + number + " gave another element than it was given");
        }
    }
}
