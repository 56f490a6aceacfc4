package io.dipc.demo.heat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PlateTest {

    private static final int SIZE = 20;

    @Test
    void heatSpreadsFromTheEdges() {
        double[][] cells = computed(new int[] {18});
        assertThat(cells[0]).containsOnly(100);
        assertThat(cells[10][0]).isZero();
        for (int row = 1; row < 10; row++) {
            assertThat(cells[row][8]).isLessThan(cells[row - 1][8]).isPositive();
        }
        assertThat(cells[18][17]).isGreaterThan(cells[18][3]);
    }

    @Test
    void theResultDoesNotDependOnWhoComputesWhat() {
        assertThat(computed(new int[] {3, 4, 11, 18})).isDeepEqualTo(computed(new int[] {18}));
    }

    /** After 30 steps, each computed in parts that end with these rows, the last ones first. */
    private static double[][] computed(int[] lastRows) {
        Plate plate = new Plate(ByteBuffer.allocateDirect((int) Plate.bytes(SIZE)), SIZE);
        plate.heat();
        for (int step = 1; step <= 30; step++) {
            for (int part = lastRows.length - 1; part >= 0; part--) {
                plate.compute(new Rows(step, part == 0 ? 1 : lastRows[part - 1] + 1, lastRows[part]));
            }
        }
        double[][] cells = new double[SIZE][SIZE];
        for (int row = 0; row < SIZE; row++) {
            plate.read(30, row, cells[row]);
        }
        return cells;
    }
}
