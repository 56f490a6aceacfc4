package io.dipc.it.startup;

import io.dipc.Distributed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Puts one element into a distributed queue, says so, and ends. */
public final class FirstPut {

    @Distributed("first-put")
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();

    private FirstPut() {}

    public static void main(String[] args) throws InterruptedException {
        QUEUE.put("first");
        System.out.println("put");
    }
}
