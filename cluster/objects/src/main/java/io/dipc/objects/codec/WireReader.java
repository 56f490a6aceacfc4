package io.dipc.objects.codec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what {@link WireWriter} wrote. Every method throws {@link IllegalArgumentException} if the bytes end too early
 * or a length is impossible: bytes from a network are not trusted. Not thread-safe.
 */
public final class WireReader {
    private final byte[] buffer;
    private final int limit;
    private int position;

    public WireReader(byte[] buffer) {
        this(buffer, 0, buffer.length);
    }

    public WireReader(byte[] buffer, int offset, int length) {
        this.buffer = buffer;
        this.position = offset;
        this.limit = offset + length;
    }

    public int getByte() {
        require(1);
        return buffer[position++];
    }

    public boolean getBoolean() {
        return getByte() != 0;
    }

    /**
     * The constant whose ordinal was written as a byte.
     *
     * @param constants all that there are
     */
    public <E> E getOneOf(E[] constants) {
        int ordinal = getByte();
        if (ordinal < 0 || ordinal >= constants.length) {
            throw new IllegalArgumentException("number at byte " + (position - 1) + ": " + ordinal + " (expected: 0 to "
                    + (constants.length - 1) + ")");
        }
        return constants[ordinal];
    }

    public int getInt() {
        long value = getUnsigned();
        if (value >>> 32 != 0) {
            throw new IllegalArgumentException("number at byte " + position + " is too large for an int: " + value);
        }
        int bits = (int) value;
        return bits >>> 1 ^ -(bits & 1);
    }

    public long getLong() {
        long value = getUnsigned();
        return value >>> 1 ^ -(value & 1);
    }

    public long getFixedLong() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | buffer[position++] & 0xFF;
        }
        return value;
    }

    /** An array of its own, or null if null was written. */
    public byte[] getBytes() {
        int length = getInt();
        if (length == -1) {
            return null;
        }
        return getRaw(length);
    }

    /** That many bytes, written without their length, in an array of their own. */
    public byte[] getRaw(int length) {
        require(length);
        byte[] value = new byte[length];
        System.arraycopy(buffer, position, value, 0, length);
        position += length;
        return value;
    }

    public String getString() {
        int length = getInt();
        require(length);
        String value = new String(buffer, position, length, StandardCharsets.UTF_8);
        position += length;
        return value;
    }

    /** How many things follow, each of at least one byte. */
    public int getCount() {
        int count = getInt();
        if (count < 0 || count > remaining()) {
            throw new IllegalArgumentException(
                    "number of elements: " + count + " (expected: 0 to " + remaining() + ")");
        }
        return count;
    }

    /**
     * What {@link WireWriter#putList} wrote, in a list that cannot be changed.
     *
     * @param read reads one
     */
    public <T> List<T> getList(Function<? super WireReader, ? extends T> read) {
        int count = getCount();
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(read.apply(this));
        }
        return Collections.unmodifiableList(values);
    }

    /** How many bytes are left. */
    public int remaining() {
        return limit - position;
    }

    private long getUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int b = getByte();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("number before byte " + position + " does not end");
    }

    private void require(int length) {
        if (length < 0 || length > limit - position) {
            throw new IllegalArgumentException(
                    length + " bytes expected at byte " + position + " (left: " + (limit - position) + ")");
        }
    }
}
