package io.dipc.objects.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final long[] LONGS = {
        0, 1, -1, 63, 64, -64, -65, 1L << 31, -(1L << 31), 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final int[] INTS = {0, 1, -1, 63, 64, -64, -65, 1 << 30, Integer.MAX_VALUE, Integer.MIN_VALUE};

    @Test
    void readsWhatWasWritten() {
        WireWriter writer = new WireWriter(1);
        for (long value : LONGS) {
            writer.putLong(value).putFixedLong(value);
        }
        for (int value : INTS) {
            writer.putInt(value);
        }
        writer.putBoolean(true).putBytes(null).putBytes(new byte[] {1, 2}).putString("é€😀");
        WireReader reader = new WireReader(writer.toBytes());
        for (long value : LONGS) {
            assertThat(reader.getLong()).isEqualTo(value);
            assertThat(reader.getFixedLong()).isEqualTo(value);
        }
        for (int value : INTS) {
            assertThat(reader.getInt()).isEqualTo(value);
        }
        assertThat(reader.getBoolean()).isTrue();
        assertThat(reader.getBytes()).isNull();
        assertThat(reader.getBytes()).containsExactly(1, 2);
        assertThat(reader.getString()).isEqualTo("é€😀");
        assertThat(reader.remaining()).isZero();
    }

    @Test
    void readsListsThatWereWritten() {
        WireWriter writer = new WireWriter();
        writer.putList(List.of(7L, -1L), WireWriter::putFixedLong)
                .putList(List.of(), (out, nothing) -> fail("there is nothing"))
                .putList(List.of("a"), WireWriter::putString);
        WireReader reader = new WireReader(writer.toBytes());
        List<Long> longs = reader.getList(WireReader::getFixedLong);
        assertThat(longs).containsExactly(7L, -1L);
        assertThat(longs).isUnmodifiable();
        assertThat(reader.getCount()).isZero();
        assertThat(reader.getList(WireReader::getString)).containsExactly("a");
        assertThat(reader.remaining()).isZero();
    }

    @Test
    void refusesImpossibleCounts() {
        for (int count : new int[] {-1, 2, Integer.MAX_VALUE}) {
            byte[] bytes = new WireWriter().putInt(count).putByte(0).toBytes();
            assertThatThrownBy(() -> new WireReader(bytes).getList(WireReader::getByte))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("number of elements: " + count + " (expected: 0 to 1)");
        }
    }

    @Test
    void refusesImpossibleBytes() {
        assertThatThrownBy(() -> new WireReader(new byte[0]).getByte()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireReader(new byte[] {20, 1}).getBytes())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WireReader(new byte[] {3}).getString())
                .isInstanceOf(IllegalArgumentException.class);
        byte[] endless = new byte[11];
        java.util.Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> new WireReader(endless).getLong()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new WireReader(new WireWriter().putLong(Long.MAX_VALUE).toBytes()).getInt())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
