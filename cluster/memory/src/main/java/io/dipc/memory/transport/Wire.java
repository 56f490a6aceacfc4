package io.dipc.memory.transport;

import io.netty.buffer.ByteBuf;

/** Numbers as they travel: seven bits per byte, the least significant first, so that small ones are short. */
final class Wire {
    private static final int LONGEST = 10;

    private Wire() {}

    static void write(ByteBuf out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static void write(ByteBuf out, boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    static void write(ByteBuf out, Enum<?> value) {
        out.writeByte(value.ordinal());
    }

    static long readLong(ByteBuf in) throws MalformedException {
        long value = 0;
        for (int i = 0; i < LONGEST; i++) {
            int next = readByte(in);
            value |= (long) (next & 0x7F) << 7 * i;
            if (next < 0x80) {
                if (i == LONGEST - 1 && next > 1) {
                    throw new MalformedException("a number of more than 64 bits");
                }
                return value;
            }
        }
        throw new MalformedException("a number of more than " + LONGEST + " bytes");
    }

    /** A number from 0 to a limit. */
    static int readInt(ByteBuf in, String what, int limit) throws MalformedException {
        long value = readLong(in);
        if (value < 0 || value > limit) {
            throw new MalformedException(what + ": " + value + " (expected: 0 to " + limit + ")");
        }
        return (int) value;
    }

    static boolean readBoolean(ByteBuf in) throws MalformedException {
        return readOrdinal(in, "a truth value", 2) == 1;
    }

    static <E extends Enum<E>> E readEnum(ByteBuf in, E[] values) throws MalformedException {
        return values[readOrdinal(in, values[0].getDeclaringClass().getSimpleName(), values.length)];
    }

    private static int readOrdinal(ByteBuf in, String what, int values) throws MalformedException {
        int ordinal = readByte(in);
        if (ordinal >= values) {
            throw new MalformedException(what + ": " + ordinal + " (expected: less than " + values + ")");
        }
        return ordinal;
    }

    private static int readByte(ByteBuf in) throws MalformedException {
        if (!in.isReadable()) {
            throw new MalformedException("a message that is too short");
        }
        return in.readUnsignedByte();
    }
}
