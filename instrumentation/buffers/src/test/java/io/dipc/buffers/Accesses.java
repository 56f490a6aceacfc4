package io.dipc.buffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every kind of access to a buffer that is pure Java, as functions of a buffer and an index in it. */
final class Accesses {

    /** How an access is done. It answers with what it has read; position and limit may be anything before and after. */
    @FunctionalInterface
    interface Action {
        Object on(ByteBuffer buffer, int index) throws Throwable;
    }

    /**
     * @param aligned whether the index must be a multiple of eight
     */
    record Access(String name, boolean aligned, Action action) {}

    private static final int BULK = 5000;

    private final List<Access> all = new ArrayList<>();

    static List<Access> all() throws ReflectiveOperationException {
        Accesses accesses = new Accesses();
        accesses.single();
        accesses.views();
        accesses.bulk();
        accesses.comparisons();
        AccessModes.add(accesses);
        accesses.texts();
        if (Runtime.version().feature() >= 22) {
            Segments.add(accesses);
        }
        return accesses.all;
    }

    void add(String name, Action action) {
        all.add(new Access(name, false, action));
    }

    void addAligned(String name, Action action) {
        all.add(new Access(name, true, action));
    }

    private static ByteBuffer at(ByteBuffer buffer, int index) {
        return buffer.position(index);
    }

    private static ByteBuffer little(ByteBuffer buffer) {
        return buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void single() {
        add("get()", (b, i) -> at(b, i).get());
        add("put(byte)", (b, i) -> at(b, i).put((byte) 99));
        add("get(int)", (b, i) -> b.get(i));
        add("put(int, byte)", (b, i) -> b.put(i, (byte) 98));
        add("getChar", (b, i) -> b.getChar(i) + at(b, i).getChar());
        add("putChar", (b, i) -> at(b.putChar(i, 'x'), i + 2).putChar('y'));
        add("getShort", (b, i) -> b.getShort(i) + at(b, i).getShort());
        add("putShort", (b, i) -> at(b.putShort(i, (short) 300), i + 2).putShort((short) 301));
        add(
                "getInt",
                (b, i) -> (long) b.getInt(i) + at(b, i).getInt() + little(b).getInt(i));
        add("putInt", (b, i) -> at(b.putInt(i, 70_000), i + 4).putInt(70_001));
        add("putInt little", (b, i) -> little(b).putInt(i, 70_000));
        add("getLong", (b, i) -> b.getLong(i) + at(b, i).getLong() + little(b).getLong(i));
        add("putLong", (b, i) -> at(b.putLong(i, 1L << 40), i + 8).putLong(3L << 40));
        add("getFloat", (b, i) -> Float.floatToRawIntBits(b.getFloat(i)) + (b.getFloat(i) + "" + at(b, i).getFloat()));
        add("putFloat", (b, i) -> at(b.putFloat(i, 1.5f), i + 4).putFloat(2.5f));
        add("getDouble", (b, i) -> b.getDouble(i) + "" + at(b, i).getDouble());
        add("putDouble", (b, i) -> at(b.putDouble(i, 1.5), i + 8).putDouble(2.5));
        add(
                "slice",
                (b, i) -> b.slice(i, 100).putLong(3, 5).getLong(1)
                        + at(b, i).slice().get());
        add("duplicate", (b, i) -> b.duplicate().putShort(i, (short) 4).getInt(i));
        add(
                "asReadOnlyBuffer",
                (b, i) -> b.asReadOnlyBuffer().getLong(i)
                        + b.asReadOnlyBuffer().position(i).get());
        addAligned("alignmentOffset", (b, i) -> b.alignmentOffset(i + 3, 8) + b.get(i));
        addAligned("alignedSlice", (b, i) -> b.alignedSlice(8).getLong(i));
    }

    private void views() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            String in = " " + order;
            add(
                    "asCharBuffer" + in,
                    (b, i) -> at(b, i).slice()
                            .order(order)
                            .asCharBuffer()
                            .put(0, 'a')
                            .get(1));
            add(
                    "asShortBuffer" + in,
                    (b, i) -> at(b, i).slice()
                            .order(order)
                            .asShortBuffer()
                            .put(0, (short) 7)
                            .get(1));
            add(
                    "asIntBuffer" + in,
                    (b, i) -> at(b, i).slice()
                            .order(order)
                            .asIntBuffer()
                            .put(0, 8)
                            .get(1));
            add(
                    "asLongBuffer" + in,
                    (b, i) -> at(b, i).slice()
                            .order(order)
                            .asLongBuffer()
                            .put(0, 9)
                            .get(1));
            add(
                    "asFloatBuffer" + in,
                    (b, i) -> ""
                            + at(b, i).slice()
                                    .order(order)
                                    .asFloatBuffer()
                                    .put(0, 9)
                                    .get(1));
            add(
                    "asDoubleBuffer" + in,
                    (b, i) -> ""
                            + at(b, i).slice()
                                    .order(order)
                                    .asDoubleBuffer()
                                    .put(0, 9)
                                    .get(1));
            add("asLongBuffer get(long[])" + in, (b, i) -> {
                long[] all = new long[500];
                at(b, i).slice().order(order).asLongBuffer().get(all);
                return Arrays.toString(all);
            });
            add("asIntBuffer put(int[])" + in, (b, i) -> {
                int[] all = new int[1100];
                Arrays.setAll(all, k -> k * 31);
                at(b, i).slice().order(order).asIntBuffer().put(all);
                return null;
            });
            add(
                    "asShortBuffer compact" + in,
                    (b, i) -> at(b, i).slice()
                            .order(order)
                            .asShortBuffer()
                            .position(3)
                            .compact());
        }
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            viewsInBulk(order);
        }
        add("asCharBuffer toString", (b, i) -> b.slice(i, 40).asCharBuffer().toString());
        add(
                "asReadOnlyBuffer views",
                (b, i) -> b.asReadOnlyBuffer().position(i).slice().asIntBuffer().get(0));
    }

    /** From and to arrays, from and to another view, and one value after the other. */
    private void viewsInBulk(ByteOrder order) {
        String in = ", in bulk " + order;
        add("asCharBuffer" + in, (b, i) -> {
            CharBuffer view = at(b, i).slice().order(order).asCharBuffer();
            char[] values = new char[700];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 300));
            return Arrays.hashCode(values);
        });
        add("asShortBuffer" + in, (b, i) -> {
            ShortBuffer view = at(b, i).slice().order(order).asShortBuffer();
            short[] values = new short[700];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 300));
            return Arrays.hashCode(values);
        });
        add("asIntBuffer" + in, (b, i) -> {
            IntBuffer view = at(b, i).slice().order(order).asIntBuffer();
            int[] values = new int[400];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 300));
            return Arrays.hashCode(values);
        });
        add("asLongBuffer" + in, (b, i) -> {
            LongBuffer view = at(b, i).slice().order(order).asLongBuffer();
            long[] values = new long[200];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 100));
            return Arrays.hashCode(values);
        });
        add("asFloatBuffer" + in, (b, i) -> {
            FloatBuffer view = at(b, i).slice().order(order).asFloatBuffer();
            float[] values = new float[400];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 300));
            return Arrays.hashCode(values);
        });
        add("asDoubleBuffer" + in, (b, i) -> {
            DoubleBuffer view = at(b, i).slice().order(order).asDoubleBuffer();
            double[] values = new double[200];
            view.get(values).put(values).put(view.get()).put(view.slice(0, 100));
            return Arrays.hashCode(values);
        });
        add("view of the other order" + in, (b, i) -> {
            ByteOrder other = order == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            LongBuffer from = b.slice(i, 4400).order(other).asLongBuffer();
            return at(b, i + 4400).slice().order(order).asLongBuffer().put(from).position();
        });
    }

    private void bulk() {
        add("get(byte[4])", (b, i) -> {
            byte[] bytes = new byte[4];
            at(b, i).get(bytes);
            return Arrays.toString(bytes);
        });
        add("get(byte[])", (b, i) -> {
            byte[] bytes = new byte[BULK];
            b.get(i, bytes);
            return Arrays.hashCode(bytes);
        });
        add("put(byte[4])", (b, i) -> at(b, i).put(new byte[] {9, 8, 7, 6}));
        add("put(byte[])", (b, i) -> at(b, i).put(bytes()));
        add("put(int, byte[])", (b, i) -> b.put(i, bytes(), 3, BULK - 3));
        add("put(page)", (b, i) -> b.put(4096, bytes(), 0, 4096));
        add("put(ByteBuffer of the heap)", (b, i) -> at(b, i).put(ByteBuffer.wrap(bytes())));
        add(
                "put(direct ByteBuffer)",
                (b, i) -> at(b, i).put(
                                ByteBuffer.allocateDirect(BULK).put(bytes()).flip()));
        add(
                "put(int, ByteBuffer)",
                (b, i) -> b.put(i, ByteBuffer.allocateDirect(BULK).put(bytes()), 0, BULK));
        add("put into a buffer of the heap", (b, i) -> {
            ByteBuffer heap = ByteBuffer.allocate(BULK);
            heap.put(b.slice(i, BULK));
            return Arrays.hashCode(heap.array());
        });
        add("put into a direct buffer", (b, i) -> {
            ByteBuffer direct = ByteBuffer.allocateDirect(BULK);
            direct.put(b.slice(i, BULK));
            return direct.flip().hashCode();
        });
        add("put of itself, forwards", (b, i) -> b.put(i, b.duplicate(), i + 100, BULK));
        add("put of itself, backwards", (b, i) -> b.put(i + 100, b.duplicate(), i, BULK));
        add("put of itself, overlapping little", (b, i) -> b.put(i + 5000, b.duplicate(), i + 4999, 300));
        add("compact", (b, i) -> at(b, i + 10).compact());
        add("slice compact", (b, i) -> b.slice(i, BULK).position(17).compact());
    }

    private void comparisons() {
        add("equals", (b, i) -> b.slice(i, BULK).equals(ByteBuffer.wrap(bytes())));
        add("equals itself", (b, i) -> b.slice(i, BULK).equals(b.slice(i, BULK)));
        add("mismatch", (b, i) -> b.slice(i, BULK).mismatch(ByteBuffer.wrap(bytes())));
        add("mismatch late", (b, i) -> {
            ByteBuffer copy = ByteBuffer.allocateDirect(BULK).put(0, b, i, BULK);
            copy.put(4777, (byte) (copy.get(4777) + 1));
            return b.slice(i, BULK).mismatch(copy) + " " + copy.compareTo(b.slice(i, BULK));
        });
        add("compareTo", (b, i) -> b.slice(i, BULK).compareTo(ByteBuffer.wrap(bytes())));
        add("hashCode", (b, i) -> b.slice(i, 300).hashCode());
        add("equals, mismatch, compareTo of another with it", (b, i) -> {
            ByteBuffer copy = ByteBuffer.allocateDirect(BULK).put(0, b, i, BULK);
            ByteBuffer slice = b.slice(i, BULK);
            String same = copy.equals(slice) + " " + copy.mismatch(slice) + " " + copy.compareTo(slice);
            copy.put(BULK - 1, (byte) ~copy.get(BULK - 1));
            return same + " " + copy.equals(slice) + " " + copy.mismatch(slice) + " " + copy.compareTo(slice);
        });
        add(
                "compareTo and hashCode of views",
                (b, i) -> b.slice(i, BULK)
                                .asLongBuffer()
                                .compareTo(b.slice(i + 8, BULK).asLongBuffer())
                        + " " + b.slice(i, 80).asDoubleBuffer().hashCode());
        add(
                "mismatch of views",
                (b, i) -> b.slice(i, BULK)
                        .asIntBuffer()
                        .mismatch(b.slice(i + 4, BULK).asIntBuffer()));
    }

    private void texts() {
        add(
                "decode",
                (b, i) -> StandardCharsets.ISO_8859_1.decode(b.slice(i, BULK)).toString());
        add(
                "encode",
                (b, i) -> StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap("hello \u20ac"), at(b, i), true));
        add(
                "encode long",
                (b, i) -> StandardCharsets.US_ASCII
                        .newEncoder()
                        .encode(CharBuffer.wrap("x".repeat(BULK)), at(b, i), true));
        add("encode what is read from a view", (b, i) -> {
            CharBuffer view = b.slice(i, 4000).asCharBuffer();
            return Arrays.hashCode(StandardCharsets.UTF_8.encode(view).array());
        });
        add("decode into a view", (b, i) -> {
            ByteBuffer text = ByteBuffer.wrap("gr\u00fc\u00df dich ".repeat(300).getBytes(StandardCharsets.UTF_8));
            CharBuffer view = at(b, i).slice().asCharBuffer();
            return "" + StandardCharsets.UTF_8.newDecoder().decode(text, view, true) + view.position();
        });
        add("digest", (b, i) -> {
            var digest = java.security.MessageDigest.getInstance("SHA-256");
            digest.update(b.slice(i, BULK));
            return Arrays.toString(digest.digest());
        });
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[BULK];
        for (int i = 0; i < BULK; i++) {
            bytes[i] = (byte) (i * 7 + 1);
        }
        return bytes;
    }
}
