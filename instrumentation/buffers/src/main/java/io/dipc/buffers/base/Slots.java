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

    private static final long OWNER = 16;
    private static final long AWAITED = 24;

    private static final long THREAD_ID = UNSAFE.objectFieldOffset(Thread.class, "tid");
    private static final long SLOTS = Pages.allocate((long) COUNT << SHIFT);

    /** A bit for every slot that ever had an owner. */
    private static final long CLAIMED = Pages.allocate(COUNT / Byte.SIZE);

    /** Not written while the slot's owner lives. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final WeakReference<Thread>[] THREADS = new WeakReference[COUNT];

    private Slots() {}

    /** The address of the slot of the thread that this code runs on. Holds as long as nothing waits. */
    @ForceInline
    static long mine() {
        long id = UNSAFE.getLong(Carrier.current(), THREAD_ID);
        long slot = SLOTS + ((id & (COUNT - 1)) << SHIFT);
        return UNSAFE.getLong(null, slot + OWNER) == id ? slot : find(id);
    }

    @ForceInline
    static void clear(long slot) {
        UNSAFE.putLongRelease(null, slot, 0);
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
            long slot = SLOTS + ((id + i & (COUNT - 1)) << SHIFT);
            long owner = UNSAFE.getLongVolatile(null, slot + OWNER);
            if (owner == id) {
                return slot;
            }
            if (owner == 0) {
                break;
            }
        }
        for (int i = 0; i < COUNT; i++) {
            int index = (int) (id + i & (COUNT - 1));
            long slot = SLOTS + ((long) index << SHIFT);
            long owner = UNSAFE.getLongVolatile(null, slot + OWNER);
            if ((owner == 0 || ended(index)) && UNSAFE.compareAndSetLong(null, slot + OWNER, owner, id)) {
                THREADS[index] = new WeakReference<>(Carrier.current());
                setClaimed(index);
                return slot;
            }
        }
        throw new IllegalStateException("more than " + COUNT + " threads write to shared regions");
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
                long slot = SLOTS + ((long) (i + Long.numberOfTrailingZeros(bits)) << SHIFT);
                awaitClear(slot, firstCell, cells);
                awaitClear(slot + SECOND, firstCell, cells);
                bits &= bits - 1;
            }
        }
    }

    private static void awaitClear(long mark, long firstCell, long cells) {
        for (int spins = 0; ; spins++) {
            // A mark is a cell's number plus one.
            long cell = UNSAFE.getLongVolatile(null, mark) - 1 - firstCell;
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
