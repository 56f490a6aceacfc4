package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Unsafe;

/**
 * The addresses of all regions, a window that is used from its beginning on, and those of the tables beside it. Of all of
 * them only what is used takes memory.
 *
 * <p>On Linux on x86-64 the window is low enough, and the tables of its pages lie in the first 2¼ GiB: so the difference
 * between a page's number and its place in a table fits into 32 bits, and is part of the instruction that looks there.
 * Elsewhere all are where an allocator puts them.
 */
final class Window {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();

    static final long SIZE = 1L << 40;

    /** A window begins at one of the first multiples of its size, below what JVMs and their collectors choose for themselves. */
    private static final int LOW_STARTS = 3;

    private static final long TABLE_SIZE = SIZE >>> Pages.SHIFT;

    /**
     * A table begins at one of the first multiples of its size, so that it is less than 2 GiB above the first
     * cell's number. Several are tried, since from JDK 22 on a JVM puts its classes, 1 GiB, anywhere in the first 4 GiB.
     */
    private static final int LOW_TABLE_STARTS = 8;

    // Linux, x86-64.
    private static final long MMAP = 9;
    private static final long MPROTECT = 10;
    private static final long MUNMAP = 11;
    private static final long PROT_NONE = 0;
    private static final long PROT_READ_WRITE = 3;
    private static final long MAP_NEW = 0x02 | 0x20 | 0x4000; // PRIVATE, ANONYMOUS, NORESERVE

    /** From this size on an allocator asks the system, which gives zeros. */
    private static final long ALLOCATED_FRESH = 64L << 20;

    private static final boolean LOW;

    static final long START;

    /** The state of the first cell, a byte for each. */
    static final long STATES;

    /** Whether the first cell can be read, likewise. */
    static final long READABLE;

    /** Where the next region begins. Guarded by the class. */
    private static long next;

    static {
        long start = 0;
        long states = 0;
        long readable = 0;
        if (Setup.ordered && SystemCalls.available()) {
            states = mapLow(TABLE_SIZE, LOW_TABLE_STARTS, PROT_READ_WRITE);
            readable = states == 0 ? 0 : mapLow(TABLE_SIZE, LOW_TABLE_STARTS, PROT_READ_WRITE);
            start = readable == 0 ? 0 : mapLow(SIZE, LOW_STARTS, PROT_NONE);
            if (states != 0 && start == 0) {
                unmap(states, TABLE_SIZE);
            }
            if (readable != 0 && start == 0) {
                unmap(readable, TABLE_SIZE);
            }
        }
        LOW = start != 0;
        START = LOW ? start : highStart();
        STATES = LOW ? states : allocate(TABLE_SIZE);
        READABLE = LOW ? readable : allocate(TABLE_SIZE);
        next = START;
    }

    private Window() {}

    /** New memory that begins at one of the first multiples of its size; 0 if the system gives none of them. */
    private static long mapLow(long bytes, int starts, long protection) {
        for (long start = bytes; start <= starts * bytes; start += bytes) {
            long mapped = SystemCalls.call(MMAP, start, bytes, protection, MAP_NEW, -1, 0);
            if (mapped == start) {
                return start;
            }
            if (mapped != -1) {
                unmap(mapped, bytes);
            }
        }
        return 0;
    }

    private static void unmap(long address, long bytes) {
        SystemCalls.call(MUNMAP, address, bytes, 0, 0, 0, 0);
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
