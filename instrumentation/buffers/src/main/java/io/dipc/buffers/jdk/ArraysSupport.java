package io.dipc.buffers.jdk;

/** {@code jdk.internal.util.ArraysSupport}. */
public final class ArraysSupport {

    private ArraysSupport() {}

    public static native int vectorizedMismatch(
            Object a, long aOffset, Object b, long bOffset, int length, int log2ElementSize);
}
