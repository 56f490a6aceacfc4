package io.dipc.demo.kernels;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * A sparse matrix of random numbers, times a vector, again and again. The matrix is stored row by row, without zeros: all
 * values, in which column each of them is, and where each row begins. Each part has some of the rows; what it computes of the
 * product all others need for the next one. The sum of each row is 1, so that numbers neither vanish nor explode.
 *
 * <p>The benchmark of the Java Grande Forum, from which this has its name and the five values in a row on average,
 * multiplies the same vector each time.
 */
final class SparseMultiply implements Kernel {

    static final int MULTIPLICATIONS = 50;

    /** One to nine values in a row. */
    private static final int MOST = 9;

    /** Where each row begins; its values; then products. */
    private static final int PREPARATIONS = 2;

    private final int rows;
    private final int values;

    /**
     * @param rows of the matrix, and how many columns it has
     */
    SparseMultiply(int rows) {
        this.rows = rows;
        int all = 0;
        for (int row = 0; row < rows; row++) {
            all += count(row);
        }
        this.values = all;
    }

    @Override
    public String name() {
        return "sparse";
    }

    // The matrix' values, then two vectors, of which one is read and one is written in each step; columns; begins of
    // rows.

    @Override
    public int bytes() {
        return begin(rows + 1);
    }

    private static int value(int index) {
        return index * Double.BYTES;
    }

    private int vector(int number, int row) {
        return value(values) + (number % 2 * rows + row) * Double.BYTES;
    }

    private int column(int index) {
        return vector(1, rows) + index * Integer.BYTES;
    }

    private int begin(int row) {
        return column(values) + row * Integer.BYTES;
    }

    @Override
    public int steps() {
        return PREPARATIONS + MULTIPLICATIONS;
    }

    @Override
    public void compute(ByteBuffer memory, int step, Part part) {
        if (step == 0) {
            if (part.number() == 0) {
                placeRows(memory);
            }
        } else if (step == 1) {
            fillRows(memory, part);
        } else {
            multiply(memory, step - PREPARATIONS, part);
        }
    }

    private static SplittableRandom random(int row) {
        return new SplittableRandom(row);
    }

    private static int count(int row) {
        return 1 + random(row).nextInt(MOST);
    }

    private void placeRows(ByteBuffer memory) {
        int next = 0;
        for (int row = 0; row < rows; row++) {
            memory.putInt(begin(row), next);
            next += count(row);
        }
        memory.putInt(begin(rows), next);
    }

    private void fillRows(ByteBuffer memory, Part part) {
        for (int row = part.first(rows); row < part.end(rows); row++) {
            SplittableRandom random = random(row);
            int count = 1 + random.nextInt(MOST);
            double[] line = random.doubles(count).map(value -> 1 - value).toArray();
            double sum = 0;
            for (double one : line) {
                sum += one;
            }
            int begin = memory.getInt(begin(row));
            for (int i = 0; i < count; i++) {
                memory.putDouble(value(begin + i), line[i] / sum);
                memory.putInt(column(begin + i), random.nextInt(rows));
            }
            memory.putDouble(vector(0, row), random.nextDouble());
        }
    }

    private void multiply(ByteBuffer memory, int number, Part part) {
        int first = part.first(rows);
        double[] factor = new double[rows];
        memory.slice(vector(number, 0), rows * Double.BYTES)
                .order(memory.order())
                .asDoubleBuffer()
                .get(factor);
        double[] product = new double[part.end(rows) - first];
        for (int row = first; row < part.end(rows); row++) {
            double sum = 0;
            int end = memory.getInt(begin(row + 1));
            for (int i = memory.getInt(begin(row)); i < end; i++) {
                sum += memory.getDouble(value(i)) * factor[memory.getInt(column(i))];
            }
            product[row - first] = sum;
        }
        memory.slice(vector(number + 1, first), product.length * Double.BYTES)
                .order(memory.order())
                .asDoubleBuffer()
                .put(product);
    }

    @Override
    public String result(ByteBuffer memory) {
        ByteBuffer vector =
                memory.slice(vector(MULTIPLICATIONS, 0), rows * Double.BYTES).order(memory.order());
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += vector.getDouble(row * Double.BYTES);
        }
        CRC32 crc = new CRC32();
        crc.update(vector);
        return "%d x %d matrix with %d values, %d products: sum %s, checksum %08x"
                .formatted(rows, rows, values, MULTIPLICATIONS, sum, crc.getValue());
    }
}
