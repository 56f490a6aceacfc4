package io.dipc.memory.runtime;

import io.dipc.memory.cache.Fault;
import io.dipc.memory.message.Access;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread of the program that waits for a page. */
final class ProgramFault implements Fault {
    /** How often a thread that waits for long looks whether there is hope. */
    private static final long HOPE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private static final int WAITING = 0;
    private static final int GRANTED = 1;
    private static final int LOST = 2;
    private static final int EXPIRED = 3;
    private static final int ABANDONED = 4;

    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;
    private static final int TOLD = 2;

    private static final VarHandle STATE;
    private static final VarHandle ATTENTION;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(ProgramFault.class, "state", int.class);
            ATTENTION = lookup.findVarHandle(ProgramFault.class, "attention", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PagedRegion region;
    private final int page;
    private final Access access;
    private final byte[] contents;
    private final Thread thread = Thread.currentThread();
    private volatile int state = WAITING;
    /** Whether the thread looks by itself for being told, or has to be woken. */
    private volatile int attention = AWAKE;

    ProgramFault(PagedRegion region, int page, Access access, byte[] contents) {
        this.region = region;
        this.page = page;
        this.access = access;
        this.contents = contents;
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public byte[] contents() {
        return contents;
    }

    @Override
    public void granted() {
        if (STATE.compareAndSet(this, WAITING, GRANTED)) {
            region.pager().wakeSoon(this);
        } else {
            region.feed().usedLater(page);
        }
    }

    @Override
    public void failed(Failure failure) {
        if (STATE.compareAndSet(this, WAITING, failure == Failure.LOST ? LOST : EXPIRED)) {
            tell();
        }
    }

    /**
     * The thread may see how its wait has ended, and goes on. Of the pager's thread.
     *
     * @return whether it did not sleep
     */
    boolean tell() {
        boolean slept = (int) ATTENTION.getAndSet(this, TOLD) == ASLEEP;
        if (slept) {
            LockSupport.unpark(thread);
        }
        return !slept;
    }

    /** Waits, uninterruptibly, until the access is possible; otherwise throws what the program gets. */
    void await() {
        if (!region.pager().awakeWaiting().await(() -> attention == TOLD)
                && ATTENTION.compareAndSet(this, AWAKE, ASLEEP)) {
            sleep();
        }
        switch (state) {
            case GRANTED -> {}
            case LOST -> throw region.lost(page);
            case EXPIRED -> throw region.overNow();
            default ->
                throw region.hopelessNow(
                        (access == Access.OVERWRITE ? "a write to page " : "an access to page ") + page);
        }
    }

    private void sleep() {
        boolean interrupted = false;
        while (state == WAITING) {
            LockSupport.parkNanos(this, HOPE_NANOS);
            interrupted |= Thread.interrupted();
            if (state == WAITING && region.hopeless() && STATE.compareAndSet(this, WAITING, ABANDONED)) {
                break;
            }
        }
        if (interrupted) {
            thread.interrupt();
        }
    }
}
