package io.dipc.it.memory.apps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The variables of a litmus test, many of each: {@code x} and {@code y} number i, each of them in pages of its own.
 *
 * <p>They are not cleared between rounds. What an actor writes in a round as 1 is a number of this round, and 0 is what was
 * written last in the round before: so a value that is older than that, or mixed of two, is found, too.
 */
final class Cells {

    static final int X = 0;
    static final int Y = 1;
    private static final int VARIABLES = 2;

    /** Less than a page, more than a cache line: some cells share a page. */
    private static final int STRIDE = 128;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;
    private final int offset;
    private final int count;
    private final boolean isVolatile;
    private final int last;
    private long round;

    /**
     * @param memory where they are
     * @param offset of their first byte; they take {@link #bytes}
     * @param count how many there are of each
     * @param isVolatile whether they are read and written as volatile variables
     * @param last what each variable has when a round has ended, 1 or 2; 0 for one that is not written
     */
    Cells(ByteBuffer memory, int offset, int count, boolean isVolatile, int last) {
        this.memory = memory.duplicate().order(ByteOrder.nativeOrder());
        this.offset = offset;
        this.count = count;
        this.isVolatile = isVolatile;
        this.last = last;
    }

    static int bytes(int count) {
        return VARIABLES * count * STRIDE;
    }

    /**
     * Waits until all actors are here.
     *
     * @param at where they meet: an aligned long that nothing else uses
     */
    static void meet(ByteBuffer memory, int at, long everybody) {
        LONGS.getAndAdd(memory, at, 1L);
        while ((long) LONGS.getVolatile(memory, at) < everybody) {
            Thread.yield();
        }
    }

    int count() {
        return count;
    }

    /** Values are those of this round from now on, from 1. */
    void begin(long number) {
        round = number;
    }

    void put(int variable, int index, int value) {
        long written = round * 4 + value;
        if (isVolatile) {
            LONGS.setVolatile(memory, at(variable, index), written);
        } else {
            memory.putLong(at(variable, index), written);
        }
    }

    /**
     * @throws IllegalStateException if what is there was written neither in this round nor last in the round before
     */
    int get(int variable, int index) {
        int at = at(variable, index);
        long found = isVolatile ? (long) LONGS.getVolatile(memory, at) : memory.getLong(at);
        if (found / 4 == round && found % 4 >= 1 && found % 4 <= last) {
            return (int) (found % 4);
        }
        if (found != (round == 1 ? 0 : (round - 1) * 4 + last)) {
            throw new IllegalStateException("cell " + index + " of variable " + variable + " has " + found
                    + " in round " + round + " (expected: what was written in it, or last in the round before)");
        }
        return 0;
    }

    private int at(int variable, int index) {
        return offset + (variable * count + index) * STRIDE;
    }
}
