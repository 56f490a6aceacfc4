package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import io.dipc.objects.executor.ExecutorCommand;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread of a group: takes a task, runs it, and says so as it takes the next one. */
final class Worker implements Runnable {
    private static final long NONE = -1;

    private final WorkerGroup group;
    private final boolean scout;
    /** The task that runs; guarded by this, as the rest. */
    private long task = NONE;

    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean interrupted;
    private boolean retired;
    private Thread thread;

    /**
     * @param scout whether it is a daemon that works for others only
     */
    Worker(WorkerGroup group, boolean scout) {
        this.group = group;
        this.scout = scout;
    }

    boolean isScout() {
        return scout;
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        boolean idle = true;
        Assignment done = null;
        byte[] result = null;
        try {
            while (!isRetired()) {
                Assignment next = null;
                try {
                    byte[] command = done == null
                            ? ExecutorCommand.take(group.generation())
                            : ExecutorCommand.completeAndTake(group.generation(), done.task(), done.attempt(), result);
                    next = group.next(command, this);
                    done = null;
                    if (next == null) {
                        return;
                    }
                } catch (InterruptedException e) {
                    // Retired, or by somebody who knows the thread. The command may not have been sent; twice is
                    // harmless.
                    tell(done, result);
                    done = null;
                    continue;
                }
                idle = false;
                begin(next.task());
                result = group.runner().run(next.body());
                end();
                done = next;
                idle = true;
                group.idleAgain();
            }
            tell(done, result);
        } finally {
            group.ended(this, idle);
            ended.countDown();
        }
    }

    private void tell(Assignment done, byte[] result) {
        if (done != null) {
            group.complete(ExecutorCommand.complete(done.task(), done.attempt(), result));
        }
    }

    private synchronized boolean isRetired() {
        return retired;
    }

    private synchronized void begin(long next) {
        // left behind by whoever interrupted a thread that was just given a task
        Thread.interrupted();
        task = next;
        interrupted = group.begins(next);
        if (interrupted) {
            thread.interrupt();
        }
    }

    private synchronized void end() {
        task = NONE;
        Thread.interrupted();
    }

    /** Ends the thread, after the task that it runs. */
    synchronized void retire() {
        retired = true;
        if (task == NONE && thread != null) {
            thread.interrupt();
        }
    }

    /** Waits for the end of a retired worker, unless it runs a task. */
    void awaitEndUnlessRunning() {
        boolean caught = false;
        while (ended.getCount() > 0 && !isRunning()) {
            try {
                ended.await(1, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                caught = true;
            }
        }
        if (caught) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isRunning() {
        return task != NONE;
    }

    /**
     * @return whether it runs that task
     */
    synchronized boolean interruptIfRunning(long which) {
        if (task != which) {
            return false;
        }
        if (!interrupted) {
            interrupted = true;
            thread.interrupt();
        }
        return true;
    }
}
