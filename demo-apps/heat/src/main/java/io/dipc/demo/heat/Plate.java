package io.dipc.demo.heat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/**
 * A square plate, of which the memory has two states: that after an even number of steps, and that after an odd one. Rows
 * that different threads read and write at a time are different ones, or the threads tell each other through a queue.
 */
final class Plate {

    /** The temperature of the upper edge, and at the right end of the lower one. The other edges have 0. */
    private static final double HOT = 100;

    private final DoubleBuffer cells;
    private final int size;

    /**
     * @param memory at least {@link #bytes} of zeros
     * @param size how many cells a side has
     */
    Plate(ByteBuffer memory, int size) {
        // Its bytes mean the same in every JVM that shares it.
        this.cells = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        this.size = size;
    }

    static long bytes(int size) {
        return 2L * size * size * Double.BYTES;
    }

    int size() {
        return size;
    }

    /** Gives both states their edges, which never change. */
    void heat() {
        for (int state = 0; state < 2; state++) {
            for (int column = 0; column < size; column++) {
                cells.put(at(state, 0) + column, HOT);
            }
            for (int column = size - size / 4; column < size; column++) {
                cells.put(at(state, size - 1) + column, HOT);
            }
        }
    }

    /** Reads a row as it is after this many steps. */
    void read(int step, int row, double[] into) {
        cells.get(at(step % 2, row), into);
    }

    /**
     * Computes rows as they are after a step: each cell is the mean of its four neighbours as they were before.
     *
     * @param rows none of them an edge
     */
    void compute(Rows rows) {
        double[] above = new double[size];
        double[] row = new double[size];
        double[] below = new double[size];
        double[] next = new double[size];
        read(rows.step() - 1, rows.first() - 1, above);
        read(rows.step() - 1, rows.first(), row);
        for (int index = rows.first(); index <= rows.last(); index++) {
            read(rows.step() - 1, index + 1, below);
            next[0] = row[0];
            next[size - 1] = row[size - 1];
            for (int column = 1; column < size - 1; column++) {
                next[column] = (above[column] + below[column] + row[column - 1] + row[column + 1]) / 4;
            }
            cells.put(at(rows.step() % 2, index), next);
            double[] free = above;
            above = row;
            row = below;
            below = free;
        }
    }

    private int at(int state, int row) {
        return (state * size + row) * size;
    }
}
