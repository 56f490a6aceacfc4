package io.dipc.proxies.threads;

import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.SessionLostException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.threads.ThreadCommand;
import io.dipc.objects.threads.ThreadOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the thread table orders this member to do: starts threads, interrupts them, and says how they are. */
final class ThreadAttendance implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadAttendance.class);

    private final Supplier<ObjectHandle> tables;
    private final Runnable before;
    private final LocalThread.Here here;
    /** Those that run, by their ids; guarded by this. */
    private final Map<Long, LocalThread> running = new HashMap<>();

    /**
     * @param tables opens the thread table
     * @param before runs before it is said that a thread has ended
     */
    ThreadAttendance(Supplier<ObjectHandle> tables, Runnable before, LocalThread.Here here) {
        this.tables = tables;
        this.before = before;
        this.here = here;
    }

    /** Until this JVM is no member any more. */
    @Override
    public void run() {
        try {
            while (true) {
                ObjectHandle table = tables.get();
                try {
                    attend(table);
                } catch (KeyRemovedException | ObjectLostException e) {
                    LOG.debug("the thread table begins anew", e);
                    interruptAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DipcException e) {
            LOG.debug("threads of others do not run here any more", e);
            interruptAll();
        }
    }

    private void attend(ObjectHandle table) throws InterruptedException {
        int exclusions = table.exclusions();
        while (true) {
            Grant grant = table.await(ThreadCommand.attend(here.memberName()), Long.MAX_VALUE, Wait.TAKING);
            if (table.exclusions() != exclusions) {
                // whoever started them was told that they are lost
                exclusions = table.exclusions();
                interruptAll();
            }
            List<ThreadOrder> orders = ThreadOrder.listOf(grant.answer());
            try {
                grant.accept();
            } catch (SessionLostException e) {
                continue;
            }
            orders.forEach(order -> obey(table, order));
        }
    }

    private void obey(ObjectHandle table, ThreadOrder order) {
        switch (order.kind()) {
            case START -> start(table, new LocalThread(order, here));
            case INTERRUPT -> {
                LocalThread thread = find(order.thread());
                if (thread != null) {
                    thread.interrupt();
                }
            }
            case PROBE -> {
                LocalThread thread = find(order.thread());
                if (thread != null) {
                    table.call(ThreadCommand.probed(
                            order.number(), thread.condition().toBytes()));
                }
                // else it has ended, and whoever asks is told so
            }
        }
    }

    private void start(ObjectHandle table, LocalThread thread) {
        synchronized (this) {
            running.put(thread.id(), thread);
        }
        thread.start(result -> ended(table, thread, result));
    }

    private void ended(ObjectHandle table, LocalThread thread, byte[] result) {
        try {
            before.run();
            table.call(ThreadCommand.ended(thread.id(), thread.attempt(), result));
        } catch (DipcException e) {
            LOG.debug("nobody is told that a thread has ended here", e);
        } finally {
            synchronized (this) {
                running.remove(thread.id(), thread);
                notifyAll();
            }
        }
    }

    private synchronized LocalThread find(long id) {
        return running.get(id);
    }

    private void interruptAll() {
        List<LocalThread> all;
        synchronized (this) {
            all = new ArrayList<>(running.values());
        }
        all.forEach(LocalThread::interrupt);
    }

    /**
     * Waits until no thread runs here.
     *
     * @param deadline when to give up, by {@link System#nanoTime}
     * @return whether none does
     */
    synchronized boolean awaitEnds(long deadline) throws InterruptedException {
        while (!running.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}
