package io.dipc.buffers;

import io.dipc.buffers.Accesses.Action;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What buffers refuse, those over regions do in the same words: other places, other alignments, and read-only ones. */
final class Refusals {
    private static final int SIZE = 10_000;

    private final Map<String, Action> actions = new LinkedHashMap<>();

    private Refusals() {}

    static void check() throws ReflectiveOperationException {
        Refusals refusals = new Refusals();
        refusals.bounds();
        refusals.arguments();
        refusals.modes();
        refusals.readOnly();
        if (Runtime.version().feature() >= 22) {
            Segments.addRefusals(refusals.actions);
        }
        FreshRegion region = new FreshRegion(SIZE);
        List<String> failures = new ArrayList<>();
        refusals.actions.forEach((name, action) -> {
            String expected = refusal(action, ByteBuffer.allocateDirect(SIZE));
            String got = refusal(action, region.fresh());
            if (expected == null || !expected.equals(got)) {
                failures.add(name + ": " + got + " (expected: " + expected + ")");
            }
        });
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
    }

    /** Null if it was done. An address is another one each time. */
    private static String refusal(Action action, ByteBuffer buffer) {
        try {
            action.on(buffer, 0);
            return null;
        } catch (Throwable e) {
            Throwable cause = e instanceof java.lang.reflect.InvocationTargetException ? e.getCause() : e;
            return cause.toString().replaceAll("(address: |MemorySegment\\{).*", "$1");
        }
    }

    private void bounds() {
        actions.put("get(-1)", (b, i) -> b.get(-1));
        actions.put("get(limit)", (b, i) -> b.limit(7).get(7));
        actions.put("get()", (b, i) -> b.position(SIZE).get());
        actions.put("put(limit)", (b, i) -> b.put(SIZE, (byte) 1));
        actions.put("put()", (b, i) -> b.position(SIZE).put((byte) 1));
        actions.put("getShort", (b, i) -> b.getShort(SIZE - 1));
        actions.put("getChar", (b, i) -> b.position(SIZE - 1).getChar());
        actions.put("putInt", (b, i) -> b.putInt(SIZE - 3, 1));
        actions.put("putInt()", (b, i) -> b.position(SIZE - 3).putInt(1));
        actions.put("getLong", (b, i) -> b.order(ByteOrder.LITTLE_ENDIAN).getLong(SIZE - 7));
        actions.put("putDouble", (b, i) -> b.putDouble(-8, 1));
        actions.put("get(byte[])", (b, i) -> b.position(SIZE - 3).get(new byte[4]));
        actions.put("get(int, byte[])", (b, i) -> b.get(SIZE - 3, new byte[4]));
        actions.put("get(byte[], int, int)", (b, i) -> b.get(new byte[4], 2, 3));
        actions.put("put(byte[])", (b, i) -> b.position(SIZE - 3).put(new byte[4]));
        actions.put("put(int, byte[])", (b, i) -> b.put(SIZE - 3, new byte[4]));
        actions.put("put(ByteBuffer)", (b, i) -> b.position(SIZE - 3).put(ByteBuffer.allocateDirect(4)));
        actions.put("put(int, ByteBuffer)", (b, i) -> b.put(SIZE - 3, ByteBuffer.allocate(4), 0, 4));
        actions.put(
                "put into another",
                (b, i) -> ByteBuffer.allocateDirect(SIZE - 1).put(b));
        actions.put("slice", (b, i) -> b.slice(SIZE - 3, 4));
        actions.put("view get", (b, i) -> b.asIntBuffer().get(SIZE / 4));
        actions.put("view put", (b, i) -> b.asLongBuffer().position(SIZE / 8).put(1));
        actions.put(
                "view put of many",
                (b, i) -> b.asShortBuffer().position(SIZE / 2 - 1).put(new short[2]));
        actions.put("view get of many", (b, i) -> b.asDoubleBuffer().get(new double[SIZE]));
    }

    private void arguments() {
        actions.put("put of itself", (b, i) -> b.put(b));
        actions.put("array", (b, i) -> b.array());
        actions.put("reset", (b, i) -> b.reset());
        actions.put("alignedSlice(3)", (b, i) -> b.alignedSlice(3));
        actions.put("alignmentOffset(-1)", (b, i) -> b.alignmentOffset(-1, 8));
        actions.put("alignmentOffset of 3", (b, i) -> b.alignmentOffset(0, 3));
        actions.put("get(null)", (b, i) -> b.get((byte[]) null));
        actions.put("put(null)", (b, i) -> b.put((ByteBuffer) null));
    }

    private void modes() {
        for (AccessModes.Mode mode : AccessModes.all()) {
            if (!mode.isSupported()) {
                actions.put(mode.name() + ", not supported", (b, i) -> mode.on(b, 0));
                continue;
            }
            actions.put(mode.name() + ", beyond the end", (b, i) -> mode.on(b, SIZE - 1));
            actions.put(mode.name() + ", before the begin", (b, i) -> mode.on(b, -1));
            if (!mode.isPlain()) {
                actions.put(mode.name() + ", unaligned", (b, i) -> mode.on(b, 1));
                actions.put(mode.name() + ", across pages", (b, i) -> mode.on(b, 4095));
            }
            if (!mode.mode().name().matches("GET(_VOLATILE|_ACQUIRE|_OPAQUE)?")) {
                actions.put(mode.name() + ", read-only", (b, i) -> mode.on(b.asReadOnlyBuffer(), 0));
            }
        }
    }

    private void readOnly() {
        Map<String, Action> writes = new LinkedHashMap<>();
        writes.put("put()", (b, i) -> b.put((byte) 1));
        writes.put("put(int)", (b, i) -> b.put(0, (byte) 1));
        writes.put("putChar", (b, i) -> b.putChar('x'));
        writes.put("putShort", (b, i) -> b.putShort(0, (short) 1));
        writes.put("putInt", (b, i) -> b.putInt(0, 1));
        writes.put("putLong", (b, i) -> b.putLong(1));
        writes.put("putFloat", (b, i) -> b.putFloat(0, 1));
        writes.put("putDouble", (b, i) -> b.putDouble(0, 1));
        writes.put("put(byte[])", (b, i) -> b.put(new byte[4]));
        writes.put("put(int, byte[])", (b, i) -> b.put(0, new byte[4]));
        writes.put("put(ByteBuffer)", (b, i) -> b.put(ByteBuffer.allocateDirect(4)));
        writes.put("put(int, ByteBuffer)", (b, i) -> b.put(0, ByteBuffer.allocate(4), 0, 4));
        writes.put("compact", (b, i) -> b.position(10).compact());
        writes.put("slice", (b, i) -> b.slice(8, 8).putInt(0, 1));
        writes.put("duplicate", (b, i) -> b.duplicate().putInt(0, 1));
        writes.put("asIntBuffer", (b, i) -> b.asIntBuffer().put(0, 1));
        writes.put("asLongBuffer put(long[])", (b, i) -> b.asLongBuffer().put(new long[2]));
        writes.put("asCharBuffer compact", (b, i) -> b.asCharBuffer().compact());
        writes.forEach(
                (name, action) -> actions.put(name + ", read-only", (b, i) -> action.on(b.asReadOnlyBuffer(), i)));
    }
}
