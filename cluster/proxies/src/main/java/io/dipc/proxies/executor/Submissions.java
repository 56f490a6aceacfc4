package io.dipc.proxies.executor;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of this JVM's tasks to the executors of one key. One command is on its way at a time, so that the order is that
 * of the calls, whatever fails; what is submitted meanwhile travels together in the next one, as with Nagle's algorithm.
 * Submitters wait only while as much waits as a command takes. Thread-safe.
 */
final class Submissions {
    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);
    /** A command is full when it has this many bytes of tasks. */
    private static final int COMMAND_BYTES = 64 * 1024;

    /** How often a thread that waits looks whether there is hope. */
    private static final long HOPE_MILLIS = 250;

    private final String key;
    private final SubmissionsUnderWay underWay;
    /** Guarded by this, as the rest. */
    private final ArrayDeque<Submission> waiting = new ArrayDeque<>();

    private int waitingBytes;
    /** Whether a command is on its way. */
    private boolean busy;
    /** How many tasks were added. */
    private long added;
    /** How many of these have ended. */
    private long ended;
    /** How many threads wait. */
    private int blocked;
    /** Of the last one that was added. */
    private ObjectHandle handle;
    /** Generations up to this one take no more tasks. */
    private volatile int lastShutDown;
    /** Whether a command has failed, and none has succeeded since. */
    private volatile boolean failing;

    /**
     * @param underWay is told while something is on its way
     */
    Submissions(String key, SubmissionsUnderWay underWay) {
        this.key = key;
        this.underWay = underWay;
    }

    /** A generation takes no more tasks. */
    synchronized void shutDown(int generation) {
        lastShutDown = Math.max(lastShutDown, generation);
    }

    /** Whether it is known here that a generation takes no more tasks. */
    boolean isShutDown(int generation) {
        return generation <= lastShutDown;
    }

    /** Whether the last that is known of the executors is a failure, as when the key was removed. */
    boolean isFailing() {
        return failing;
    }

    /** An executor has answered. */
    void answers() {
        failing = false;
    }

    /** Whether something is on its way. */
    synchronized boolean isBusy() {
        return busy;
    }

    /**
     * Sends a task off. Waits, uninterruptibly, while there is no room.
     *
     * @throws ClusterUnavailableException if nothing can be sent at present; the task was not sent off
     */
    void add(Submission submission) {
        submission.by().beforeGiving();
        List<Submission> batch;
        synchronized (this) {
            handle = submission.by();
            boolean hopeful = awaitWhile(() -> waitingBytes >= COMMAND_BYTES);
            if (!hopeful || handle.cutOff()) {
                throw unreachable("the task was not submitted");
            }
            waiting.add(submission);
            waitingBytes += submission.bytes();
            added++;
            if (busy) {
                return;
            }
            busy = true;
            underWay.add(this);
            batch = nextBatch();
        }
        send(batch);
    }

    /**
     * Waits, uninterruptibly, until all that was added before has ended.
     *
     * @return whether it has; false: this JVM does not reach the cluster
     */
    synchronized boolean flush() {
        long before = added;
        return awaitWhile(() -> ended < before);
    }

    /** For who cannot go on. */
    ClusterUnavailableException unreachable(String consequence) {
        return new ClusterUnavailableException("this JVM does not reach a majority of the members that decide about the"
                + " cluster; " + consequence + " to the executor of key \"" + key + "\"");
    }

    /**
     * Call with the lock held.
     *
     * @return whether the condition has ended; false: there is no hope that it will soon
     */
    private boolean awaitWhile(BooleanSupplier condition) {
        boolean interrupted = false;
        blocked++;
        try {
            while (condition.getAsBoolean()) {
                if (handle.cutOff()) {
                    return false;
                }
                try {
                    wait(HOPE_MILLIS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            blocked--;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Call with the lock held, while something waits. */
    private List<Submission> nextBatch() {
        List<Submission> batch = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && bytes < COMMAND_BYTES) {
            Submission next = waiting.remove();
            bytes += next.bytes();
            batch.add(next);
        }
        waitingBytes -= bytes;
        return batch;
    }

    /** Call without the lock: sending may do the work of other threads as well. */
    private void send(List<Submission> batch) {
        ObjectHandle by = batch.get(0).by();
        int exclusions = by.exclusions();
        byte[] command =
                ExecutorCommand.submit(batch.stream().map(Submission::task).toList());
        by.send(command, new ObjectHandle.Reply() {
            @Override
            public void answered(byte[] answer) {
                answers();
                long session = ExecutorAnswer.session(answer);
                List<Long> ids = ExecutorAnswer.submitted(answer);
                for (int i = 0; i < batch.size(); i++) {
                    tell(batch.get(i), ids.get(i), session, exclusions);
                }
                goOn(batch.size());
            }

            @Override
            public void failed(RuntimeException reason) {
                failing = true;
                int untold = 0;
                for (Submission one : batch) {
                    untold += tell(one, reason) ? 0 : 1;
                }
                if (untold > 0) {
                    LOG.warn(
                            "key \"{}\": {} tasks that were given to execute may not run: {}",
                            key,
                            untold,
                            reason.getMessage());
                }
                goOn(batch.size());
            }
        });
    }

    private void tell(Submission one, long id, long session, int exclusions) {
        try {
            if (id == ExecutorAnswer.SHUT_DOWN || id == ExecutorAnswer.FULL) {
                shutDown(one.task().generation());
                one.end().refused();
            } else {
                one.end().taken(id, session, exclusions);
            }
        } catch (RuntimeException | Error e) {
            warn(e);
        }
    }

    /**
     * @return whether anybody hears of it
     */
    private boolean tell(Submission one, RuntimeException reason) {
        try {
            return one.end().failed(reason);
        } catch (RuntimeException | Error e) {
            warn(e);
            return true;
        }
    }

    /** The others are told, whatever happens to one. */
    private void warn(Throwable e) {
        LOG.warn("key \"{}\": what became of the submission of a task cannot be told: {}", key, e.toString(), e);
    }

    private void goOn(int done) {
        List<Submission> batch = null;
        synchronized (this) {
            ended += done;
            if (waiting.isEmpty()) {
                busy = false;
                underWay.remove(this);
            } else {
                batch = nextBatch();
            }
            if (blocked > 0) {
                notifyAll();
            }
        }
        if (batch != null) {
            send(batch);
        }
    }
}
