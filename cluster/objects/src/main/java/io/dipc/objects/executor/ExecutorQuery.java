package io.dipc.objects.executor;

import io.dipc.objects.codec.WireWriter;

/** The queries of an executor as bytes. */
public final class ExecutorQuery {
    static final byte STATUS = 1;
    static final byte PAGE = 2;

    private ExecutorQuery() {}

    /** How a generation is. Answer: {@link ExecutorStatus}. */
    public static byte[] status(int generation) {
        return new WireWriter(6).putByte(STATUS).putInt(generation).toBytes();
    }

    /**
     * Tasks in the order of their ids. Answer: {@link TaskInfo#listOf}.
     *
     * @param after the id before the first one wanted; -1 for all
     * @param maxCount how many at most
     */
    public static byte[] page(long after, int maxCount) {
        return new WireWriter(17).putByte(PAGE).putLong(after).putInt(maxCount).toBytes();
    }
}
