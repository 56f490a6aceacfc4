package io.dipc.it.agent.apps;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A program that is running when the agent comes, and uses its queue when told to by a line on its standard input. */
public final class Late {

    private Late() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args[0].equals("loaded")) {
            Queue.JOBS.put("early");
        }
        System.out.println("running");
        while (System.in.read() != '\n') {
            // Wait for the line.
        }
        Queue.JOBS.put("late");
        System.out.println(Queue.JOBS.take() + " " + Queue.JOBS.getClass().getSimpleName());
    }

    private static final class Queue {
        @Distributed("late")
        static final BlockingQueue<String> JOBS = new LinkedBlockingQueue<>();
    }
}
