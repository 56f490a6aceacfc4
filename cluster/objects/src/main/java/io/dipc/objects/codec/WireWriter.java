package io.dipc.objects.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiConsumer;

/**
 * Writes values one after the other into a growing array. Integers are written in seven-bit groups, the lowest first
 * (LEB128), negative ones by zigzag, so that small values take one byte. Not thread-safe.
 */
public final class WireWriter {
    private byte[] buffer;
    private int position;

    public WireWriter() {
        this(64);
    }

    /**
     * @param capacity how many bytes to expect, at least 1
     */
    public WireWriter(int capacity) {
        buffer = new byte[capacity];
    }

    public WireWriter putByte(int value) {
        ensure(1);
        buffer[position++] = (byte) value;
        return this;
    }

    public WireWriter putBoolean(boolean value) {
        return putByte(value ? 1 : 0);
    }

    /** Writes a number that is usually small, 1 to 5 bytes. */
    public WireWriter putInt(int value) {
        return putUnsigned(((long) value << 1 ^ value >> 31) & 0xFFFF_FFFFL);
    }

    /** Writes a number that is usually small, 1 to 10 bytes. */
    public WireWriter putLong(long value) {
        return putUnsigned(value << 1 ^ value >> 63);
    }

    /** Writes a number that is usually large, such as a random id, in 8 bytes. */
    public WireWriter putFixedLong(long value) {
        ensure(8);
        position += 8;
        return setFixedLong(position - 8, value);
    }

    /**
     * Overwrites eight bytes that were written before.
     *
     * @param at index of the first of them
     */
    public WireWriter setFixedLong(int at, long value) {
        for (int i = 0; i < 8; i++) {
            buffer[at + i] = (byte) (value >>> 56 - 8 * i);
        }
        return this;
    }

    /**
     * Writes an array with its length.
     *
     * @param value the bytes; null is kept apart from the empty array
     */
    public WireWriter putBytes(byte[] value) {
        if (value == null) {
            return putInt(-1);
        }
        putInt(value.length);
        return putRaw(value, 0, value.length);
    }

    /** Writes bytes without their length. */
    public WireWriter putRaw(byte[] value, int offset, int length) {
        ensure(length);
        System.arraycopy(value, offset, buffer, position, length);
        position += length;
        return this;
    }

    /**
     * Writes a string in UTF-8 with its length.
     *
     * @param value not null
     */
    public WireWriter putString(String value) {
        return putBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes how many there are, then each of them.
     *
     * @param write writes one, at least one byte
     */
    public <T> WireWriter putList(Collection<T> values, BiConsumer<? super WireWriter, ? super T> write) {
        putInt(values.size());
        for (T value : values) {
            write.accept(this, value);
        }
        return this;
    }

    /** How many bytes have been written. */
    public int length() {
        return position;
    }

    /** The bytes written, in an array of their own. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, position);
    }

    /** The array written into; it may be longer than {@link #length} and must not be changed. */
    public byte[] buffer() {
        return buffer;
    }

    private WireWriter putUnsigned(long value) {
        ensure(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[position++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        buffer[position++] = (byte) rest;
        return this;
    }

    private void ensure(int more) {
        if (buffer.length - position < more) {
            int needed = Math.addExact(position, more);
            buffer =
                    Arrays.copyOf(buffer, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, buffer.length * 2L)));
        }
    }
}
