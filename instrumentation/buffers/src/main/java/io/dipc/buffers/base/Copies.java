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

    /**
     * Replaces bytes, word by word, each at once: a read that began before the page became invalid may still be
     * reading them.
     *
     * @param address a multiple of 8
     */
    public static void replace(long address, byte[] bytes) {
        int words = bytes.length & -Long.BYTES;
        if (WORD_ATOMIC) {
            for (int i = 0; i < words; i += Long.BYTES) {
                UNSAFE.putLongOpaque(null, address + i, UNSAFE.getLong(bytes, BYTES + i));
            }
        } else {
            byBytes(address, bytes, words);
        }
        for (int i = words; i < bytes.length; i++) {
            UNSAFE.putByteVolatile(null, address + i, bytes[i]);
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
    private static void byBytes(long address, byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            UNSAFE.putByteVolatile(null, address + i, bytes[i]);
            if (i == 1) {
                LockSupport.parkNanos(200_000);
            }
        }
    }
}
