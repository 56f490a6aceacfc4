package io.dipc.buffers;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/** Accesses through a {@code MemorySegment} of a buffer, by reflection: the tests are compiled for 17. */
final class Segments {
    private static final int BULK = 5000;

    private final Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
    private final Object unalignedInt = Class.forName("java.lang.foreign.ValueLayout")
            .getField("JAVA_INT_UNALIGNED")
            .get(null);
    private final Object alignedInt =
            Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
    private final Class<?> intLayout = Class.forName("java.lang.foreign.ValueLayout$OfInt");

    private Segments() throws ReflectiveOperationException {}

    static void add(Accesses accesses) throws ReflectiveOperationException {
        Segments segments = new Segments();
        Method get = segments.method("get", segments.intLayout, long.class);
        Method set = segments.method("set", segments.intLayout, long.class, int.class);
        Method fill = segments.method("fill", byte.class);
        Method copyFrom = segments.method("copyFrom", segments.type);
        Method slice = segments.method("asSlice", long.class, long.class);
        Method mismatch = segments.method("mismatch", segments.type);
        Method toArray = segments.method("toArray", Class.forName("java.lang.foreign.ValueLayout$OfByte"));
        Object bytes = Class.forName("java.lang.foreign.ValueLayout")
                .getField("JAVA_BYTE")
                .get(null);
        accesses.add("MemorySegment get", (b, i) -> get.invoke(segments.of(b), segments.unalignedInt, (long) i));
        accesses.add("MemorySegment set", (b, i) -> set.invoke(segments.of(b), segments.unalignedInt, (long) i, 5));
        for (int length : new int[] {16, BULK}) {
            String of = " of " + length;
            accesses.add("MemorySegment fill" + of, (b, i) -> {
                fill.invoke(slice.invoke(segments.of(b), (long) i, (long) length), (byte) 3);
                return null;
            });
            accesses.add("MemorySegment copyFrom" + of, (b, i) -> {
                copyFrom.invoke(slice.invoke(segments.of(b), (long) i, (long) length), segments.heap(length));
                return null;
            });
            accesses.add(
                    "MemorySegment mismatch" + of,
                    (b, i) -> mismatch.invoke(
                            slice.invoke(segments.of(b), (long) i, (long) length), segments.heap(length)));
            accesses.add(
                    "MemorySegment toArray" + of,
                    (b, i) -> Arrays.hashCode(
                            (byte[]) toArray.invoke(slice.invoke(segments.of(b), (long) i, (long) length), bytes)));
        }
        Method getString = segments.method("getString", long.class);
        Method setString = segments.method("setString", long.class, String.class);
        accesses.add("MemorySegment setString", (b, i) -> {
            setString.invoke(segments.of(b), (long) i, "hello ".repeat(BULK / 8));
            return getString.invoke(segments.of(b), (long) i);
        });
        Method copy = segments.method("copy", segments.type, long.class, segments.type, long.class, long.class);
        accesses.add(
                "MemorySegment copy of itself",
                (b, i) -> copy.invoke(null, segments.of(b), (long) i, segments.of(b), i + 100L, (long) BULK));
        VarHandle ints = (VarHandle) segments.intLayout.getMethod("varHandle").invoke(segments.alignedInt);
        accesses.addAligned("MemorySegment getAndAdd", (b, i) -> (int) ints.getAndAdd(segments.of(b), (long) i, 5));
        accesses.add(
                "MemorySegment asByteBuffer",
                (b, i) -> ((ByteBuffer) segments.method("asByteBuffer").invoke(segments.of(b))).getLong(i));
    }

    static void addRefusals(Map<String, Accesses.Action> actions) throws ReflectiveOperationException {
        Segments segments = new Segments();
        Method get = segments.method("get", segments.intLayout, long.class);
        Method set = segments.method("set", segments.intLayout, long.class, int.class);
        actions.put(
                "MemorySegment beyond the end",
                (b, i) -> get.invoke(segments.of(b), segments.unalignedInt, b.capacity() - 3L));
        actions.put("MemorySegment unaligned", (b, i) -> get.invoke(segments.of(b), segments.alignedInt, 1L));
        actions.put(
                "MemorySegment read-only",
                (b, i) -> set.invoke(segments.of(b.asReadOnlyBuffer()), segments.unalignedInt, 0L, 1));
    }

    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }

    private Object of(ByteBuffer buffer) throws ReflectiveOperationException {
        return method("ofBuffer", Buffer.class).invoke(null, buffer);
    }

    private Object heap(int length) throws ReflectiveOperationException {
        return method("ofArray", byte[].class).invoke(null, (Object) new byte[length]);
    }
}
