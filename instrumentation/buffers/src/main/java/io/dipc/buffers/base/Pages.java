package io.dipc.buffers.base;

import io.dipc.buffers.jdk.DontInline;
import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.Unsafe;

/**
 * The states of all pages, and the checks before and after each access. States are kept for cells of a fixed size, of
 * which a page has one or more, so that compiled code has it as a constant. All regions lie in one {@link Window} of addresses.
 *
 * <p>A read loads whether the page can be read, the word, and fences; the word is then what the page had at some moment at
 * which it could be read, since bytes stay when a state changes and are replaced by words. A write marks its thread's slot, loads the
 * state, writes, and clears the mark; whoever takes the page away sets the state, makes all threads fence, and waits
 * for the marks.
 *
 * <p>In compiled code a barrier for all memory would be part of every loop that accesses a buffer, as the compiler does not
 * know whose buffer it is: it would have to load the buffer's fields again each time, and could neither hoist checks nor
 * unroll. Where the processor keeps the order of loads, and of stores, only the compiler is to be told ({@link
 * Setup#ordered}). HotSpot's compilers take all memory outside the heap as one: a plain load there comes after every plain
 * store before it and before every one behind it, unless both have the same address, and none leaves the branch that it
 * depends on. So marks are plain stores, and after a read a store to a place of the thread's own, of a value that
 * differs from the store's before it, stands for the fence.
 */
public final class Pages {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    static final int SHIFT = 12;

    /** The size of a cell in bytes. */
    public static final int CELL = 1 << SHIFT;

    private static final long MASK = CELL - 1;

    /** States, in order: each allows what those before it allow. What is in no region has 0. */
    static final byte INVALID = 1;

    static final byte SHARED = 2;
    static final byte CLEAN = 3;
    static final byte DIRTY = 4;

    /** Which of the pages of an access were waited for. */
    private static final int FIRST = 1;

    private static final int LAST = 2;

    /** Where the state of the cell at address 0 would be. */
    private static final long BASE = Window.STATES - (Window.START >>> SHIFT);

    /** The same, of whether it can be read: a byte that follows from its state. */
    private static final long READABLE = Window.READABLE - (Window.START >>> SHIFT);

    private static final boolean ORDERED = Setup.ordered;
    private static final boolean FENCED = Setup.barrier == null;
    private static final boolean HANDSHAKE = Setup.handshake;
    private static final boolean READ_FENCE = Setup.readFence;

    private Pages() {}

    /**
     * Reserves addresses.
     *
     * @return the first one, of cells that are all invalid; 0 if the system gives none, or none in the window
     */
    public static long reserve(long bytes) {
        long address = Window.take(bytes);
        if (address == 0) {
            return 0;
        }
        UNSAFE.setMemory(null, BASE + (address >>> SHIFT), bytes + MASK >>> SHIFT, INVALID);
        return address;
    }

    /** Whether an address belongs to a region. */
    static boolean isRegion(long address) {
        return address >= Window.START && address < Window.START + Window.SIZE && state(address) != 0;
    }

    // ---- accesses, in the program's threads

    /** Whether an access touches one cell only. What is aligned does; to ask for that first is one instruction. */
    @ForceInline
    static boolean isInCell(long address, int size) {
        return (address & size - 1) == 0 || (address & MASK) <= CELL - size;
    }

    /** The state of a cell, before an access that writes. */
    @ForceInline
    static byte load(long address) {
        long state = BASE + (address >>> SHIFT);
        return ORDERED ? UNSAFE.getByte(null, state) : UNSAFE.getByteAcquire(null, state);
    }

    /** 1 if a cell can be read, else 0: of the three states in which it can, reads are told one and the same. */
    @ForceInline
    static byte readable(long address) {
        long readable = READABLE + (address >>> SHIFT);
        return ORDERED ? UNSAFE.getByte(null, readable) : UNSAFE.getByteAcquire(null, readable);
    }

    /**
     * After each read: it and what follows keep their order, as reads of one memory do.
     *
     * @param readable what was loaded before; stored, since a store of what the one before it stored could be left out
     */
    @ForceInline
    static void afterRead(byte readable) {
        if (READ_FENCE) {
            if (ORDERED) {
                UNSAFE.putByte(null, Slots.scratch(), readable);
            } else {
                UNSAFE.loadFence();
            }
        }
    }

    /** Begins an access that writes, in one cell. Whatever it answers, {@link Slots#clear} ends it. */
    @ForceInline
    static boolean enter(long slot, long address) {
        return enter(slot, address, DIRTY);
    }

    /**
     * Begins an access under a mark, in one cell. Whatever it answers, {@link Slots#clear} ends it.
     *
     * @return whether it may go on
     */
    @ForceInline
    static boolean enter(long slot, long address, byte least) {
        if (HANDSHAKE) {
            if (ORDERED) {
                UNSAFE.putLong(null, slot, address >>> SHIFT);
            } else {
                UNSAFE.putLongOpaque(null, slot, address >>> SHIFT);
            }
            fence();
        }
        return load(address) >= least;
    }

    @ForceInline
    private static void fence() {
        if (FENCED) {
            UNSAFE.fullFence();
        } else if (!ORDERED) {
            // For the compiler; the processor's is the barrier of who takes the page away.
            UNSAFE.storeFence();
        }
    }

    /**
     * Begins an access of at most two cells, and waits for their pages before. {@link #end} ends it, whatever happens
     * here.
     */
    @DontInline
    static void begin(long address, int size, boolean write) {
        long last = address + size - 1;
        byte least = write ? DIRTY : SHARED;
        for (; ; ) {
            int awaited = await(address, last, least, least);
            long slot = Slots.mine();
            Slots.setAwaited(slot, awaited);
            if (enter(slot, address, last, least, least)) {
                return;
            }
            end(address, size);
        }
    }

    /** Marks two cells, which may be the same. */
    static boolean enter(long slot, long first, long last, byte leastFirst, byte leastLast) {
        if (HANDSHAKE) {
            UNSAFE.putLongOpaque(null, slot, first >>> SHIFT);
            UNSAFE.putLongOpaque(null, slot + Slots.SECOND, last >>> SHIFT);
            fence();
        }
        return state(first) >= leastFirst && state(last) >= leastLast;
    }

    /** Ends what {@link #begin} began. Callable again. */
    @DontInline
    static void end(long address, int size) {
        long slot = Slots.mine();
        int awaited = Slots.awaited(slot);
        Slots.setAwaited(slot, 0);
        Slots.clearBoth(slot);
        used(address, address + size - 1, awaited);
    }

    /**
     * Waits for the pages of two addresses, the first of which is not above the last.
     *
     * @return for {@link #used}
     */
    static int await(long first, long last, byte leastFirst, byte leastLast) {
        if (first >>> SHIFT == last >>> SHIFT) {
            byte least = leastFirst > leastLast ? leastFirst : leastLast;
            return awaitPage(first, least) ? FIRST : 0;
        }
        int awaited = awaitPage(first, leastFirst) ? FIRST : 0;
        try {
            return awaitPage(last, leastLast) ? awaited | LAST : awaited;
        } catch (Throwable e) {
            used(first, last, awaited);
            throw e;
        }
    }

    private static boolean awaitPage(long address, byte least) {
        if (state(address) >= least) {
            return false;
        }
        Setup.pages.applyAsLong(address, least == DIRTY ? Setup.AWAIT_WRITE : Setup.AWAIT_READ);
        return true;
    }

    static void used(long first, long last, int awaited) {
        if ((awaited & FIRST) != 0) {
            Setup.pages.applyAsLong(first, Setup.USED);
        }
        if ((awaited & LAST) != 0) {
            Setup.pages.applyAsLong(last, Setup.USED);
        }
    }

    static byte state(long address) {
        return UNSAFE.getByteAcquire(null, BASE + (address >>> SHIFT));
    }

    static long toCellEnd(long address) {
        return CELL - (address & MASK);
    }

    // ---- the other side, in the thread that serves the region

    /**
     * Gives a run of cells a state. If that allows less than before it returns when no access that was allowed before is
     * going on, and all that such wrote can be read. One that may be read as before, and that nobody could write, costs
     * nothing: what nobody may write any more was waited for when that began.
     */
    public static void protect(long address, long length, byte state) {
        long first = address >>> SHIFT;
        long cells = length + MASK >>> SHIFT;
        boolean less = false;
        for (long cell = first; cell < first + cells; cell++) {
            byte before = UNSAFE.getByteAcquire(null, BASE + cell);
            less |= before > state && (before == DIRTY || state == INVALID);
            // In front of a store that all see before anything that follows.
            UNSAFE.putByteRelease(null, READABLE + cell, state > INVALID ? (byte) 1 : 0);
            UNSAFE.putByteVolatile(null, BASE + cell, state);
        }
        if (less) {
            Runnable barrier = Setup.barrier;
            if (barrier == null) {
                UNSAFE.fullFence();
            } else {
                barrier.run();
            }
            Slots.awaitClear(first, cells);
        }
    }
}
