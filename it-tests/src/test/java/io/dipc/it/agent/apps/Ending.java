package io.dipc.it.agent.apps;

import io.dipc.Distributed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A program that ends in the way that its argument says, and whose shutdown hook uses a distributed queue. */
public final class Ending {

    @Distributed("endings")
    private static final BlockingQueue<String> ENDINGS = new LinkedBlockingQueue<>();

    private Ending() {}

    public static void main(String[] args) throws InterruptedException {
        ENDINGS.put("main");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            ENDINGS.add("hook");
            System.out.println("hook has put " + ENDINGS.size());
        }));
        System.out.println("ready");
        switch (args[0]) {
            case "return" -> {}
            case "thread" -> new Thread(() -> System.out.println("last thread")).start();
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(8);
            case "throw" -> throw new IllegalStateException("thrown by main");
            case "take" -> {
                while (true) {
                    // Blocks once the queue is empty, and again after the hook's element.
                    System.out.println("took " + ENDINGS.take());
                }
            }
            case "wait" -> new CountDownLatch(1).await();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }
}
