package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Unsafe;
import java.util.concurrent.locks.LockSupport;

/** Reads and replaces the bytes of pages, beside the states: for the thread that serves the region. */
public final class Copies {
    private static final Unsafe UNSAFE = Unsafe.getUnsafe();
    private static final long BYTES = Setup.byteArrayBase;

    private static final boolean WORD_ATOMIC = Setup.wordAtomicInstall;

    private Copies() {}

    /** The bytes of memory that nobody writes. */
    public static byte[] copy(long address, int length) {
        byte[] bytes = new byte[length];
        UNSAFE.copyMemory(null, address, bytes, BYTES, length);
        return bytes;
    }

    /** Copies memory that nobody writes to the beginning of an array. */
    public static void copy(long address, byte[] target, int length) {
        if (length > target.length) {
            throw new IndexOutOfBoundsException(length + " bytes (expected: at most " + target.length + ")");
        }
        UNSAFE.copyMemory(null, address, target, BYTES, length);
    }

    /**
     * Replaces bytes, word by word, each at once: a read that began before the page became invalid may still be
     * reading them.
     *
     * @param address a multiple of 8
     * @param offset of the first one in the array
     */
    public static void replace(long address, byte[] bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.length - offset) {
            throw new IndexOutOfBoundsException(length + " bytes at " + offset + " of " + bytes.length);
        }
        int words = length & -Long.BYTES;
        long from = BYTES + offset;
        if (WORD_ATOMIC && (from & Long.BYTES - 1) == 0) {
            // Its contract: where addresses and length are multiples of 8 it copies longs, each at once.
            UNSAFE.copyMemory(bytes, from, null, address, words);
        } else if (WORD_ATOMIC) {
            for (int i = 0; i < words; i += Long.BYTES) {
                UNSAFE.putLongOpaque(null, address + i, UNSAFE.getLong(bytes, from + i));
            }
        } else {
            byBytes(address, bytes, offset, words);
        }
        for (int i = words; i < length; i++) {
            UNSAFE.putByteVolatile(null, address + i, bytes[offset + i]);
        }
    }

    /** As {@link #replace} by zeros; memory that is not used yet stays so. */
    public static void clear(long address, int length) {
        for (int i = 0; i < (length + Long.BYTES - 1 & -Long.BYTES); i += Long.BYTES) {
            if (UNSAFE.getLong(null, address + i) != 0) {
                UNSAFE.putLongOpaque(null, address + i, 0);
            }
        }
    }

    /** How it must not be done, for a control: other threads run in the middle of the first word. */
    private static void byBytes(long address, byte[] bytes, int offset, int length) {
        for (int i = 0; i < length; i++) {
            UNSAFE.putByteVolatile(null, address + i, bytes[offset + i]);
            if (i == 1) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
