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

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(ProgramFault.class, "state", int.class);
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
            region.pager().wakeSoon(thread);
        } else {
            region.feed().usedLater(page);
        }
    }

    @Override
    public void failed(Failure failure) {
        if (STATE.compareAndSet(this, WAITING, failure == Failure.LOST ? LOST : EXPIRED)) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits, uninterruptibly, until the access is possible; otherwise throws what the program gets. */
    void await() {
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
        switch (state) {
            case GRANTED -> {}
            case LOST -> throw region.lost(page);
            case EXPIRED -> throw region.overNow();
            default ->
                throw region.hopelessNow(
                        (access == Access.OVERWRITE ? "a write to page " : "an access to page ") + page);
        }
    }
}
