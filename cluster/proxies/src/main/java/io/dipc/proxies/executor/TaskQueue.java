package io.dipc.proxies.executor;

import io.dipc.objects.executor.ExecutorCommand;
import java.util.AbstractQueue;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The queue of an executor, for who looks at it and for handlers of rejected tasks: sizes are those of the whole queue, what
 * can be seen are the tasks of this JVM, and what is put in is submitted. Tasks can be taken out, but not waited for.
 * Thread-safe.
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {
    private static final long RETRY_MILLIS = 5;

    private final RemoteExecutor executor;

    TaskQueue(RemoteExecutor executor) {
        this.executor = executor;
    }

    @Override
    public int size() {
        return executor.view().status().queued();
    }

    @Override
    public int remainingCapacity() {
        int capacity = executor.view().capacity();
        return capacity == Integer.MAX_VALUE ? capacity : Math.max(0, capacity - size());
    }

    @Override
    public Iterator<Runnable> iterator() {
        Iterator<Runnable> tasks = executor.view().queuedHere().iterator();
        return new Iterator<>() {
            private Runnable last;

            @Override
            public boolean hasNext() {
                return tasks.hasNext();
            }

            @Override
            public Runnable next() {
                last = tasks.next();
                return last;
            }

            @Override
            public void remove() {
                if (last == null) {
                    throw new IllegalStateException();
                }
                executor.withdrawals().one(last);
                last = null;
            }
        };
    }

    @Override
    public boolean remove(Object task) {
        return executor.withdrawals().one(task);
    }

    @Override
    public boolean contains(Object task) {
        return executor.view().queuedHere().contains(task);
    }

    @Override
    public boolean offer(Runnable task) {
        return executor.offer(task);
    }

    /** Asks again and again, since the cluster does not tell of room. */
    @Override
    public void put(Runnable task) throws InterruptedException {
        offer(task, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean offer(Runnable task, long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        while (!executor.offer(task)) {
            if (System.nanoTime() - start >= unit.toNanos(timeout)) {
                return false;
            }
            Thread.sleep(RETRY_MILLIS);
        }
        return true;
    }

    @Override
    public Runnable poll() {
        return executor.withdrawals().one(ExecutorCommand.OLDEST);
    }

    @Override
    public Runnable peek() {
        List<Runnable> here = executor.view().queuedHere();
        return here.isEmpty() ? null : here.get(0);
    }

    @Override
    public Runnable take() {
        throw unsupported();
    }

    @Override
    public Runnable poll(long timeout, TimeUnit unit) {
        throw unsupported();
    }

    private UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("the queue of the executor of key \"" + executor.key()
                + "\" cannot be waited for: its tasks are for the threads of all JVMs (expected: poll())");
    }

    @Override
    public int drainTo(Collection<? super Runnable> target) {
        return drainTo(target, Integer.MAX_VALUE);
    }

    @Override
    public int drainTo(Collection<? super Runnable> target, int maxElements) {
        if (target == this) {
            throw new IllegalArgumentException();
        }
        int count = 0;
        while (count < maxElements) {
            Runnable task = poll();
            if (task == null) {
                break;
            }
            target.add(task);
            count++;
        }
        return count;
    }
}
