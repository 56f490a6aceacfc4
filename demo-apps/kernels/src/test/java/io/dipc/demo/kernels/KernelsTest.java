package io.dipc.demo.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {

    static List<Kernel> kernels() {
        return List.of(new Sor(20), new SparseMultiply(100), new Crypt(10_001));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void whatComesOutDoesNotDependOnTheParts(Kernel kernel) {
        ByteBuffer alone = computed(kernel, 1);
        ByteBuffer together = computed(kernel, 7);
        assertThat(kernel.result(together)).isEqualTo(kernel.result(alone));
        assertThat(together).isEqualTo(alone);
    }

    @Test
    void relaxationIsThatOfAWholeGrid() {
        int size = 20;
        Sor sor = new Sor(size);
        double[][] grid = new double[size][];
        for (int row = 0; row < size; row++) {
            grid[row] = sor.initial(row);
        }
        for (int step = 1; step <= 2 * Sor.SWEEPS; step++) {
            for (int i = 1; i < size - 1; i++) {
                for (int j = 1; j < size - 1; j++) {
                    if ((i + j) % 2 == step % 2) {
                        double neighbours = grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1];
                        grid[i][j] = (1 - Sor.OMEGA) * grid[i][j] + Sor.OMEGA / 4 * neighbours;
                    }
                }
            }
        }
        ByteBuffer memory = computed(sor, 3);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                assertThat(memory.getDouble((i * size + j) * Double.BYTES)).isEqualTo(grid[i][j]);
            }
        }
        assertThat(sor.result(memory)).startsWith("20 x 20 cells after 100 sweeps: sum ");
    }

    @Test
    void productsOfAMatrixWhoseRowsHaveSumOneComeNearToEachOther() {
        String result = new SparseMultiply(100).result(computed(new SparseMultiply(100), 3));
        double sum = Double.parseDouble(result.replaceAll(".*sum (\\S+),.*", "$1"));
        assertThat(sum).isBetween(10.0, 90.0);
        assertThat(result).startsWith("100 x 100 matrix with ");
    }

    @Test
    void whatWasEncryptedIsDecrypted() {
        Crypt crypt = new Crypt(10_001);
        ByteBuffer memory = computed(crypt, 3);
        assertThat(crypt.result(memory)).startsWith("10008 bytes, encrypted: ").endsWith("decrypted: as before");
        memory.put(2 * 10_008 + 77, (byte) ~memory.get(77));
        assertThat(crypt.result(memory)).endsWith("decrypted: other from byte 77 on");
    }

    /** The example of the description of the algorithm: words 1 to 8 as key, 0 to 3 as text. */
    @Test
    void encryptsAsDescribed() {
        long keyHigh = 0x0001_0002_0003_0004L;
        long keyLow = 0x0005_0006_0007_0008L;
        byte[] block = HexFormat.of().parseHex("0000000100020003");
        Idea.encryption(keyHigh, keyLow).apply(block);
        assertThat(block).asHexString().isEqualTo("11FBED2B01986DE5");
        Idea.decryption(keyHigh, keyLow).apply(block);
        assertThat(block).asHexString().isEqualTo("0000000100020003");
    }

    private static ByteBuffer computed(Kernel kernel, int parts) {
        ByteBuffer memory = ByteBuffer.allocateDirect(kernel.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int step = 0; step < kernel.steps(); step++) {
            for (int number = parts - 1; number >= 0; number--) {
                kernel.compute(memory.duplicate().order(ByteOrder.LITTLE_ENDIAN), step, new Part(number, parts));
            }
        }
        return memory;
    }
}
