package io.dipc.it.agent.apps;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A program whose source knows nothing of dipc. */
public final class Unchanged {

    private static BlockingQueue<String> jobs = new LinkedBlockingQueue<>();

    private Unchanged() {}

    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        BlockingQueue<String> local = new LinkedBlockingQueue<>();
        jobs.put("job");
        results.put(jobs.take());
        local.put(results.take());
        System.out.println(jobs.getClass().getSimpleName());
        System.out.println(results.getClass().getSimpleName());
        System.out.println(local.getClass().getSimpleName() + " " + local.take());
    }
}
