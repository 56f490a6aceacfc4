package io.dipc.demo.kernels;

import java.nio.ByteBuffer;

/**
 * A computation in steps, each of which has parts that may be computed at the same time. Immutable: all that it computes
 * is in the memory, which it is given in little-endian order, so that its bytes mean the same in every JVM.
 */
interface Kernel {

    /** Which it is; a word. */
    String name();

    /** How much memory it needs; at first it contains zeros. */
    int bytes();

    /** How many steps there are, at least one. */
    int steps();

    /**
     * Does a part of a step.
     *
     * @param step from 0; all parts of those before are done
     */
    void compute(ByteBuffer memory, int step, Part part);

    /** In one line, what came out; does not depend on how many parts there were. */
    String result(ByteBuffer memory);
}
