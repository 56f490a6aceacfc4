package io.dipc.demo.kernels;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Successive over-relaxation of a square grid of random numbers, whose edges stay as they are. A sweep over its cells has two
 * steps, as on a chess-board: the cells of one colour have neighbours of the other one alone, so that their order does not
 * matter. As in the benchmark of the Java Grande Forum omega is 1.25, and there are 100 sweeps.
 */
final class Sor implements Kernel {

    static final double OMEGA = 1.25;
    static final int SWEEPS = 100;

    private final int size;

    /**
     * @param size how many cells a side has, at least 3
     */
    Sor(int size) {
        this.size = size;
    }

    @Override
    public String name() {
        return "sor";
    }

    @Override
    public int bytes() {
        return size * size * Double.BYTES;
    }

    @Override
    public int steps() {
        return 1 + 2 * SWEEPS;
    }

    @Override
    public void compute(ByteBuffer memory, int step, Part part) {
        DoubleBuffer grid = memory.asDoubleBuffer();
        int inner = size - 2;
        int first = 1 + part.first(inner);
        int last = part.end(inner);
        if (step == 0) {
            int top = first == 1 ? 0 : first;
            int bottom = last == inner ? size - 1 : last;
            for (int row = top; row <= bottom; row++) {
                grid.put(row * size, initial(row));
            }
        } else {
            relax(grid, step % 2, first, last);
        }
    }

    /** The cells of a row at first. */
    double[] initial(int row) {
        return new SplittableRandom(row).doubles(size).toArray();
    }

    private void relax(DoubleBuffer grid, int colour, int first, int last) {
        double[] above = new double[size];
        double[] cells = new double[size];
        double[] below = new double[size];
        for (int row = first; row <= last; row++) {
            grid.get((row - 1) * size, above);
            grid.get(row * size, cells);
            grid.get((row + 1) * size, below);
            for (int column = 1 + (row + 1 + colour) % 2; column < size - 1; column += 2) {
                cells[column] = (1 - OMEGA) * cells[column]
                        + OMEGA / 4 * (above[column] + below[column] + cells[column - 1] + cells[column + 1]);
            }
            // Cells of the other colour get what they have: nobody else writes to this row.
            grid.put(row * size, cells);
        }
    }

    @Override
    public String result(ByteBuffer memory) {
        DoubleBuffer grid = memory.asDoubleBuffer();
        double[] row = new double[size];
        double sum = 0;
        for (int index = 0; index < size; index++) {
            grid.get(index * size, row);
            for (double cell : row) {
                sum += cell;
            }
        }
        CRC32 crc = new CRC32();
        crc.update(memory.clear());
        return "%d x %d cells after %d sweeps: sum %s, checksum %08x"
                .formatted(size, size, SWEEPS, sum, crc.getValue());
    }
}
