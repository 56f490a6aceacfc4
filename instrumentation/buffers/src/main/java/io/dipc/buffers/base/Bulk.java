package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ArraysSupport;
import io.dipc.buffers.jdk.ForceInline;
import io.dipc.buffers.jdk.Unsafe;

/**
 * Copies, fills and compares memory of which some is ours, cell by cell, each under marks: so a page neither goes away
 * nor comes while its bytes are read or written. Called in place of the methods of {@code ScopedMemoryAccess} that have
 * the same names and parameters.
 */
public final class Bulk {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BYTES = Setup.byteArrayBase;

    private Bulk() {}

    /** Whether memory is a region's. A session does not tell: the JDK leaves out that of the second buffer if both are one. */
    private static boolean ours(Object base, long address) {
        return base == null && Pages.isRegion(address);
    }

    public static void copyMemory(
            Object fromSession, Object toSession, Object fromBase, long from, Object toBase, long to, long bytes) {
        boolean fromOurs = ours(fromBase, from);
        boolean toOurs = ours(toBase, to);
        Object other = fromOurs ? toOurs ? null : toSession : fromSession;
        Object acquired = Sessions.acquire(other);
        try {
            if (fromOurs && toOurs && to > from && to < from + bytes) {
                copyBackwards(from, to, bytes);
            } else {
                copy(fromOurs, toOurs, fromBase, from, toBase, to, bytes);
            }
        } finally {
            Sessions.release(other, acquired);
        }
    }

    private static void copy(
            boolean fromOurs, boolean toOurs, Object fromBase, long from, Object toBase, long to, long bytes) {
        if (!fromOurs && !toOurs) {
            UNSAFE.copyMemory(fromBase, from, toBase, to, bytes);
            return;
        }
        long done = 0;
        while (done < bytes) {
            long length = bytes - done;
            if (fromOurs) {
                length = Math.min(length, Pages.toCellEnd(from + done));
            }
            if (toOurs) {
                length = Math.min(length, Pages.toCellEnd(to + done));
            }
            if (!tryCopy(fromOurs, toOurs, fromBase, from + done, toBase, to + done, length)) {
                int page = toOurs ? replaceable(to + done, bytes - done) : 0;
                if (page > 0) {
                    byte[] contents = new byte[page];
                    copy(fromOurs, false, fromBase, from + done, contents, BYTES, page);
                    Setup.overwrite.accept(to + done, contents);
                    length = page;
                } else {
                    awaitAndCopy(fromOurs, toOurs, fromBase, from + done, toBase, to + done, length);
                }
            }
            done += length;
        }
    }

    /** As {@code memmove} does where the target begins inside the source. Both are ours. */
    private static void copyBackwards(long from, long to, long bytes) {
        long left = bytes;
        while (left > 0) {
            long length = Math.min(left, Math.min(fromCellBegin(from + left), fromCellBegin(to + left)));
            left -= length;
            if (!tryCopy(true, true, null, from + left, null, to + left, length)) {
                awaitAndCopy(true, true, null, from + left, null, to + left, length);
            }
        }
    }

    private static long fromCellBegin(long end) {
        return Pages.CELL - Pages.toCellEnd(end - 1) + 1;
    }

    private static boolean tryCopy(
            boolean fromOurs, boolean toOurs, Object fromBase, long from, Object toBase, long to, long length) {
        long slot = Slots.mine();
        try {
            if (!enter(slot, fromOurs, toOurs, from, to)) {
                return false;
            }
            UNSAFE.copyMemory(fromOurs ? null : fromBase, from, toOurs ? null : toBase, to, length);
            return true;
        } finally {
            clear(slot, fromOurs && toOurs);
            UNSAFE.loadFence();
        }
    }

    /** {@link #clear} ends it, whatever it answers. */
    @ForceInline
    private static boolean enter(long slot, boolean fromOurs, boolean toOurs, long from, long to) {
        if (fromOurs && toOurs) {
            return Pages.enter(slot, from, to, Pages.SHARED, Pages.DIRTY);
        }
        return toOurs ? Pages.enter(slot, to, Pages.DIRTY) : Pages.enter(slot, from, Pages.SHARED);
    }

    @ForceInline
    private static void clear(long slot, boolean both) {
        if (both) {
            Slots.clearBoth(slot);
        } else {
            Slots.clear(slot);
        }
    }

    private static void awaitAndCopy(
            boolean fromOurs, boolean toOurs, Object fromBase, long from, Object toBase, long to, long length) {
        long a = fromOurs ? from : to;
        long b = toOurs ? to : from;
        byte leastA = fromOurs ? Pages.SHARED : Pages.DIRTY;
        byte leastB = toOurs ? Pages.DIRTY : Pages.SHARED;
        boolean ordered = a <= b;
        boolean copied;
        do {
            int awaited = ordered ? Pages.await(a, b, leastA, leastB) : Pages.await(b, a, leastB, leastA);
            try {
                copied = tryCopy(fromOurs, toOurs, fromBase, from, toBase, to, length);
            } finally {
                Pages.used(ordered ? a : b, ordered ? b : a, awaited);
            }
        } while (!copied);
    }

    /** The length of the page that begins at an address, if it can be replaced as a whole, and must be; else 0. */
    private static int replaceable(long address, long bytes) {
        if (Pages.state(address) >= Pages.CLEAN || Setup.pages.applyAsLong(address, Setup.PAGE_START) != address) {
            return 0;
        }
        long length = Setup.pages.applyAsLong(address, Setup.PAGE_LENGTH);
        return bytes >= length ? (int) length : 0;
    }

    public static void copySwapMemory(
            Object fromSession,
            Object toSession,
            Object fromBase,
            long from,
            Object toBase,
            long to,
            long bytes,
            long elementSize) {
        boolean fromOurs = ours(fromBase, from);
        boolean toOurs = ours(toBase, to);
        Object other = fromOurs ? toOurs ? null : toSession : fromSession;
        Object acquired = Sessions.acquire(other);
        try {
            boolean backwards = fromOurs && toOurs && to > from && to < from + bytes;
            byte[] chunk = new byte[(int) Math.min(bytes, Pages.CELL)];
            for (long done = 0; done < bytes; done += chunk.length) {
                long length = Math.min(bytes - done, chunk.length);
                long at = backwards ? bytes - done - length : done;
                copy(fromOurs, false, fromBase, from + at, chunk, BYTES, length);
                UNSAFE.copySwapMemory(chunk, BYTES, chunk, BYTES, length, elementSize);
                copy(false, toOurs, chunk, BYTES, toBase, to + at, length);
            }
        } finally {
            Sessions.release(other, acquired);
        }
    }

    public static void setMemory(Object base, long address, long bytes, byte value) {
        long done = 0;
        while (done < bytes) {
            long length = Math.min(bytes - done, Pages.toCellEnd(address + done));
            if (!trySet(address + done, length, value)) {
                int page = replaceable(address + done, bytes - done);
                if (page > 0) {
                    byte[] contents = new byte[page];
                    UNSAFE.setMemory(contents, BYTES, page, value);
                    Setup.overwrite.accept(address + done, contents);
                    length = page;
                } else {
                    awaitAndSet(address + done, length, value);
                }
            }
            done += length;
        }
    }

    private static boolean trySet(long address, long length, byte value) {
        long slot = Slots.mine();
        try {
            if (!Pages.enter(slot, address, Pages.DIRTY)) {
                return false;
            }
            UNSAFE.setMemory(null, address, length, value);
            return true;
        } finally {
            Slots.clear(slot);
        }
    }

    private static void awaitAndSet(long address, long length, byte value) {
        boolean set;
        do {
            int awaited = Pages.await(address, address, Pages.DIRTY, Pages.DIRTY);
            try {
                set = trySet(address, length, value);
            } finally {
                Pages.used(address, address, awaited);
            }
        } while (!set);
    }

    /** Compares everything, where the JDK's own method may leave a tail to its caller. */
    public static int vectorizedMismatch(
            Object aSession,
            Object bSession,
            Object aBase,
            long a,
            Object bBase,
            long b,
            int length,
            int log2ElementSize) {
        boolean aOurs = ours(aBase, a);
        boolean bOurs = ours(bBase, b);
        Object other = aOurs ? bOurs ? null : bSession : aSession;
        Object acquired = Sessions.acquire(other);
        try {
            long bytes = (long) length << log2ElementSize;
            int size = (int) Math.min(bytes, Pages.CELL);
            byte[] aChunk = new byte[size];
            byte[] bChunk = new byte[size];
            for (long done = 0; done < bytes; done += size) {
                int part = (int) Math.min(bytes - done, size);
                copy(aOurs, false, aBase, a + done, aChunk, BYTES, part);
                copy(bOurs, false, bBase, b + done, bChunk, BYTES, part);
                int mismatch = mismatch(aChunk, bChunk, part);
                if (mismatch >= 0) {
                    return (int) (done + mismatch >> log2ElementSize);
                }
            }
            return ~0;
        } finally {
            Sessions.release(other, acquired);
        }
    }

    private static int mismatch(byte[] a, byte[] b, int length) {
        int from = ArraysSupport.vectorizedMismatch(a, BYTES, b, BYTES, length, 0);
        if (from >= 0) {
            return from;
        }
        for (int i = length - ~from; i < length; i++) {
            if (a[i] != b[i]) {
                return i;
            }
        }
        return -1;
    }

    @ForceInline
    public static void checkVectors(Object source) {
        if (Sessions.of(source) == Setup.session) {
            throw new UnsupportedOperationException(
                    "vectors cannot be loaded from or stored into a buffer over a shared"
                            + " region (expected: a copy in an array, by get or put)");
        }
    }
}
