package io.dipc.buffers.base;

import java.util.function.BiConsumer;
import java.util.function.LongBinaryOperator;

/**
 * What the other classes here are given before they are initialised: most of it becomes a constant in compiled code.
 */
public final class Setup {

    /** Operations of {@link #pages}. */
    public static final int AWAIT_READ = 0;

    public static final int AWAIT_WRITE = 1;
    public static final int USED = 2;

    /** The first address of the page of an address. */
    public static final int PAGE_START = 3;

    /** How many bytes of the page belong to the region. */
    public static final int PAGE_LENGTH = 4;

    /** The session or scope that buffers over regions have, compared by identity. */
    public static volatile Object session;

    /** What such buffers have as their segment. */
    public static volatile Object segment;

    /** (address, operation): waits for a page, or tells about it. */
    public static volatile LongBinaryOperator pages;

    /** (first address of a page, its new contents). */
    public static volatile BiConsumer<Long, byte[]> overwrite;

    /** (address, length). */
    public static volatile LongBinaryOperator force;

    /** Where the first element of an array of bytes lies in it. */
    public static volatile long byteArrayBase;

    /** The same, of an array of longs. */
    public static volatile long longArrayBase;

    /** Makes all running threads execute a full fence; null if there is no way. */
    public static volatile Runnable barrier;

    /**
     * Whether plain accesses to memory outside the heap happen in the order in which the program does them, but for a
     * load that overtakes a store. See {@link Pages}.
     */
    public static volatile boolean ordered;

    /** Switches for controls: what a harness must find out when it is off. */
    public static volatile boolean handshake = true;

    public static volatile boolean readFence = true;
    public static volatile boolean wordAtomicInstall = true;

    private Setup() {}
}
