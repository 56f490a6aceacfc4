package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/** For code of the JDK that wants a buffer's address, to access its memory past us. */
public final class Raw {

    private Raw() {}

    @ForceInline
    private static boolean ours(Object buffer) {
        return buffer instanceof Buffer && Sessions.isOurs((Buffer) buffer);
    }

    /**
     * In place of {@code instanceof DirectBuffer} and of {@code isDirect()}: what is no direct buffer is read and
     * written by get and put, or through a temporary one.
     */
    public static boolean isDirect(Object buffer) {
        return buffer instanceof ByteBuffer && ((ByteBuffer) buffer).isDirect() && !ours(buffer);
    }

    /** In place of {@code DirectBuffer.address()}, where nothing else but the memory will do. */
    public static long address(Object buffer) {
        check(buffer);
        return Rewiring.address((Buffer) buffer);
    }

    /** In place of {@code JavaNioAccess.getBufferAddress}. */
    public static long address(Object access, Object buffer) {
        return address(buffer);
    }

    /** In place of {@code DirectBuffer.address()}, where addresses are only compared. */
    public static long position(Object buffer) {
        return Rewiring.address((Buffer) buffer);
    }

    /** Refuses our buffers. */
    public static void check(Object buffer) {
        if (ours(buffer)) {
            throw new UnsupportedOperationException("the memory of a buffer over a shared region has no address that"
                    + " could be used directly, as by Deflater, Inflater and native code (expected: a copy of what is"
                    + " needed, in an array or an ordinary buffer)");
        }
    }
}
