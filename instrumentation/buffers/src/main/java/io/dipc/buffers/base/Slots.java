package io.dipc.buffers.base;

import io.dipc.buffers.jdk.DontInline;
import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.Unsafe;
import java.lang.ref.WeakReference;

/**
 * A place per platform thread that says which cells its access is in at the moment: the writers' side of an asymmetric
 * Dekker handshake. Two marks, since an access may touch two cells. Between a mark and its end nothing may wait or
 * unmount a virtual thread.
 */
final class Slots {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private static final int SHIFT = 7;
    private static final int COUNT = 1 << 13;
    private static final int SPINS = 100;

    /** Offsets in a slot; the first mark is at 0. */
    static final long SECOND = 8;

    private static final long AWAITED = 16;

    /** In the slot's other cache line, which nobody else reads. */
    private static final long SCRATCH = 64;

    private static final long THREAD_ID = UNSAFE.objectFieldOffset(Thread.class, "tid");
    private static final long SLOTS = Window.allocate((long) COUNT << SHIFT);

    /** The threads' ids. In the heap, so that compiled code need not load one again after each write to a region. */
    private static final long[] OWNERS = new long[COUNT];

    private static final long OWNER = Setup.longArrayBase;

    /** A bit for every slot that ever had an owner. */
    private static final long CLAIMED = Window.allocate(COUNT / Byte.SIZE);

    /** Not written while the slot's owner lives. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final WeakReference<Thread>[] THREADS = new WeakReference[COUNT];

    /** Set before a thread has such a slot, and never cleared. */
    private static boolean displaced;

    private static final boolean ORDERED = Setup.ordered;

    private Slots() {}

    /** The address of the slot of the thread that this code runs on. Holds as long as nothing waits. */
    @ForceInline
    static long mine() {
        long id = id();
        return isFirst(id) ? first(id) : find(id);
    }

    // ---- mine() in parts: of a call that was taken once, to find a slot, compiled code would have one in each loop

    /** Of the thread that this code runs on. */
    @ForceInline
    static long id() {
        return UNSAFE.getLong(Carrier.current(), THREAD_ID);
    }

    /** Whether the thread has its slot where it is looked for first. */
    @ForceInline
    static boolean isFirst(long id) {
        return OWNERS[(int) id & COUNT - 1] == id;
    }

    @ForceInline
    static long first(long id) {
        return slot((int) id & COUNT - 1);
    }

    /** Whether some thread has it elsewhere. */
    @ForceInline
    static boolean displaced() {
        return displaced;
    }

    @ForceInline
    private static long slot(int index) {
        return SLOTS + ((long) index << SHIFT);
    }

    /** The address of a byte that hardly any other thread writes, and nobody reads. */
    @ForceInline
    static long scratch() {
        long id = UNSAFE.getLong(Thread.currentThread(), THREAD_ID);
        return SLOTS + SCRATCH + ((id & COUNT - 1) << SHIFT);
    }

    @ForceInline
    static void clear(long slot) {
        if (ORDERED) {
            UNSAFE.putLong(null, slot, 0);
        } else {
            UNSAFE.putLongRelease(null, slot, 0);
        }
    }

    static void clearBoth(long slot) {
        UNSAFE.putLongRelease(null, slot, 0);
        UNSAFE.putLongRelease(null, slot + SECOND, 0);
    }

    /** What the thread has to tell when the access is over: bits of {@link Pages}. */
    static int awaited(long slot) {
        return (int) UNSAFE.getLong(null, slot + AWAITED);
    }

    static void setAwaited(long slot, int bits) {
        UNSAFE.putLong(null, slot + AWAITED, bits);
    }

    /**
     * By open addressing. A slot that had an owner is never free again, only taken over from a thread that has ended;
     * so no chain is ever broken. Without a lock, since waiting for one could move a virtual thread to another carrier.
     */
    @DontInline
    private static long find(long id) {
        for (int i = 0; i < COUNT; i++) {
            int index = (int) (id + i & COUNT - 1);
            long owner = UNSAFE.getLongVolatile(OWNERS, owner(index));
            if (owner == id) {
                return slot(index);
            }
            if (owner == 0) {
                break;
            }
        }
        for (int i = 0; i < COUNT; i++) {
            int index = (int) (id + i & COUNT - 1);
            long owner = UNSAFE.getLongVolatile(OWNERS, owner(index));
            if ((owner == 0 || ended(index)) && UNSAFE.compareAndSetLong(OWNERS, owner(index), owner, id)) {
                THREADS[index] = new WeakReference<>(Carrier.current());
                setClaimed(index);
                if (i > 0) {
                    displaced = true;
                }
                return slot(index);
            }
        }
        throw new IllegalStateException("more than " + COUNT + " threads write to shared regions");
    }

    /** The offset in {@link #OWNERS}. */
    private static long owner(int index) {
        return OWNER + (long) index * Long.BYTES;
    }

    private static boolean ended(int index) {
        WeakReference<Thread> reference = THREADS[index];
        if (reference == null) {
            return false;
        }
        Thread thread = reference.get();
        return thread == null || !thread.isAlive();
    }

    private static void setClaimed(int index) {
        long word = CLAIMED + (index >>> 6 << 3);
        long bits;
        do {
            bits = UNSAFE.getLongVolatile(null, word);
        } while (!UNSAFE.compareAndSetLong(null, word, bits, bits | 1L << index));
    }

    /** Waits until no slot names one of a run of cells. The caller has changed their state, and made that seen. */
    static void awaitClear(long firstCell, long cells) {
        for (int i = 0; i < COUNT; i += Long.SIZE) {
            long bits = UNSAFE.getLongVolatile(null, CLAIMED + (i >>> 3));
            while (bits != 0) {
                long slot = slot(i + Long.numberOfTrailingZeros(bits));
                awaitClear(slot, firstCell, cells);
                awaitClear(slot + SECOND, firstCell, cells);
                bits &= bits - 1;
            }
        }
    }

    private static void awaitClear(long mark, long firstCell, long cells) {
        for (int spins = 0; ; spins++) {
            // A mark is a cell's number, which is never 0.
            long cell = UNSAFE.getLongVolatile(null, mark) - firstCell;
            if (cell < 0 || cell >= cells) {
                return;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
