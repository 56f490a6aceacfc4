package io.dipc.it.memory.apps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * The variables of a litmus test, many of each: {@code x} and {@code y} number i.
 *
 * <p>They are not cleared between rounds. What an actor writes in a round as 1 is a number of this round, and 0 is what was
 * written last in the round before: so a value that is older than that, or mixed of two, is found, too.
 */
final class Cells {

    /** Where the two variables of a number are. */
    enum Place {
        /** In pages of their own, whose ends are not at the same numbers. */
        APART,
        /** Beside each other. */
        TOGETHER
    }

    static final int X = 0;
    static final int Y = 1;
    private static final int VARIABLES = 2;

    static final int PAGE = 4096;
    private static final int STRIDE = 16;
    private static final int HALF_A_PAGE = PAGE / STRIDE / 2;

    /** Which bits of a random number are zero where a delay is long. */
    private static final int SELDOM = 1023;

    private static final int LONG_DELAY = 16_000;

    private static final int WAITS = 10;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;
    private final int offset;
    private final int count;
    private final Place place;
    private final boolean isVolatile;
    private final int last;
    private long round;
    private SplittableRandom random;
    private int delay;

    /**
     * @param memory where they are
     * @param offset of their first byte; they take {@link #bytes}
     * @param count how many there are of each
     * @param isVolatile whether they are read and written as volatile variables
     * @param last what each variable has when a round has ended, 1 or 2; 0 for one that is not written
     */
    Cells(ByteBuffer memory, int offset, int count, Place place, boolean isVolatile, int last) {
        this.memory = memory.duplicate().order(ByteOrder.nativeOrder());
        this.offset = offset;
        this.count = count;
        this.place = place;
        this.isVolatile = isVolatile;
        this.last = last;
    }

    /** Whole pages. */
    static int bytes(int count) {
        return VARIABLES * count * STRIDE + PAGE - 1 & -PAGE;
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

    /**
     * Waits for the others, but not for ever.
     *
     * @param at where they tell how far they are: a page for each
     * @param step how far this one is
     */
    static void keepUp(ByteBuffer memory, int at, int actor, int actors, long step) {
        LONGS.setVolatile(memory, at + actor * PAGE, step);
        for (int other = 0; other < actors; other++) {
            for (int waits = 0; (long) LONGS.getVolatile(memory, at + other * PAGE) < step && waits < WAITS; waits++) {
                Thread.yield();
            }
        }
    }

    int count() {
        return count;
    }

    /**
     * Values are those of this round from now on, from 1.
     *
     * @param longest up to how many spins there are before each access; seldom as many more as getting a page takes
     */
    void begin(long number, SplittableRandom moments, int longest) {
        round = number;
        random = moments;
        delay = longest;
    }

    private void pause() {
        if (delay > 0) {
            int bits = random.nextInt();
            int most = (bits & SELDOM) == 0 ? LONG_DELAY : delay;
            for (int spins = (bits >>> Integer.SIZE / 2) * most >>> Integer.SIZE / 2; spins > 0; spins--) {
                Thread.onSpinWait();
            }
        }
    }

    void put(int variable, int index, int value) {
        pause();
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
        pause();
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
        int cell = place == Place.TOGETHER
                ? index * VARIABLES + variable
                : variable == X ? index : count + (index + HALF_A_PAGE) % count;
        return offset + cell * STRIDE;
    }
}
