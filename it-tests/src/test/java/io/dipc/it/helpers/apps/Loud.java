package io.dipc.it.helpers.apps;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A program that says when it is initialised and run; it ends with exit code 7 when its standard input does. */
public final class Loud {

    static {
        System.out.println("initialised");
    }

    @Distributed("loud")
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();

    private Loud() {}

    public static void main(String[] args) throws IOException {
        QUEUE.add("element");
        System.out.println("main of " + ProcessHandle.current().pid());
        while (System.in.read() >= 0) {
            // until the end
        }
        System.exit(7);
    }
}
