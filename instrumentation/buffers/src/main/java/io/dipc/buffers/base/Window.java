package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Unsafe;

/**
 * The addresses of all regions, a window that is used from its beginning on, and those of the tables beside it. Of all of
 * them only what is used takes memory.
 *
 * <p>On Linux on x86-64 the window is low enough, and the table of its pages' states lies in the first 2 GiB: so the
 * difference between a page's number and the place of its state fits into 32 bits, and is part of the instruction that looks at
 * the state. Elsewhere both are where an allocator puts them.
 */
final class Window {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    static final long SIZE = 1L << 40;

    /** Where a window can begin, below what other tables of a JVM and its collectors choose for themselves. */
    private static final long[] LOW_STARTS = {1L << 40, 2L << 40, 3L << 40};

    // Linux, x86-64.
    private static final long MMAP = 9;
    private static final long MPROTECT = 10;
    private static final long MUNMAP = 11;
    private static final long PROT_NONE = 0;
    private static final long PROT_READ_WRITE = 3;
    private static final long MAP_NEW = 0x02 | 0x20 | 0x4000; // PRIVATE, ANONYMOUS, NORESERVE
    private static final long MAP_32BIT = 0x40;

    /** From this size on an allocator asks the system, which gives zeros. */
    private static final long ALLOCATED_FRESH = 64L << 20;

    private static final boolean LOW;

    static final long START;

    /** The state of the first cell, a byte for each. */
    static final long STATES;

    /** Where the next region begins. Guarded by the class. */
    private static long next;

    static {
        long start = 0;
        long states = 0;
        if (Setup.ordered && SystemCalls.available()) {
            states = map(0, SIZE >>> Pages.SHIFT, PROT_READ_WRITE, MAP_32BIT);
            start = states == 0 ? 0 : lowStart();
            if (states != 0 && start == 0) {
                SystemCalls.call(MUNMAP, states, SIZE >>> Pages.SHIFT, 0, 0, 0, 0);
            }
        }
        LOW = start != 0;
        START = LOW ? start : highStart();
        STATES = LOW ? states : allocate(SIZE >>> Pages.SHIFT);
        next = START;
    }

    private Window() {}

    /** Reserves the window. 0 if the system does not give it. */
    private static long lowStart() {
        for (long start : LOW_STARTS) {
            long mapped = map(start, SIZE, PROT_NONE, 0);
            if (mapped == start) {
                return start;
            }
            if (mapped != 0) {
                SystemCalls.call(MUNMAP, mapped, SIZE, 0, 0, 0, 0);
            }
        }
        return 0;
    }

    /**
     * Where an allocator's mappings come to lie: systems give addresses downwards, so most of the window is below the
     * present one.
     */
    private static long highStart() {
        long probe = UNSAFE.allocateMemory(ALLOCATED_FRESH);
        UNSAFE.freeMemory(probe);
        long end = (probe + SIZE / 8 | SIZE / 8 - 1) + 1;
        return Math.max(0, end - SIZE);
    }

    /** The address of new memory; 0 if there is none. */
    private static long map(long address, long bytes, long protection, long flags) {
        long mapped = SystemCalls.call(MMAP, address, bytes, protection, MAP_NEW | flags, -1, 0);
        return mapped == -1 ? 0 : mapped;
    }

    /** Zero, beginning at a multiple of a cell's size; never freed. */
    static long allocate(long bytes) {
        long address = UNSAFE.allocateMemory(bytes + Pages.CELL);
        if (bytes < ALLOCATED_FRESH) {
            UNSAFE.setMemory(null, address, bytes + Pages.CELL, (byte) 0);
        }
        return cells(address);
    }

    /**
     * Takes addresses for a region. Never given back.
     *
     * @param bytes at least 1
     * @return the first one, a multiple of a cell's size; zeros from there on. 0 if the system gives none, or none are left
     */
    static synchronized long take(long bytes) {
        if (!LOW) {
            return takeAllocated(Math.max(bytes + 2 * Pages.CELL, ALLOCATED_FRESH));
        }
        long size = cells(bytes);
        if (size > START + SIZE - next || SystemCalls.call(MPROTECT, next, size, PROT_READ_WRITE, 0, 0, 0) != 0) {
            return 0;
        }
        long address = next;
        next += size;
        return address;
    }

    private static long takeAllocated(long size) {
        long block;
        try {
            block = UNSAFE.allocateMemory(size);
        } catch (OutOfMemoryError e) {
            return 0;
        }
        if (block < START || block + size > START + SIZE) {
            UNSAFE.freeMemory(block);
            return 0;
        }
        return cells(block);
    }

    /** The next multiple of a cell's size. */
    private static long cells(long bytes) {
        return bytes + Pages.CELL - 1 & -Pages.CELL;
    }
}
