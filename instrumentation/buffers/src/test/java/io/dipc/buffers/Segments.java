package io.dipc.buffers;

import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.lang.reflect.Method;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Accesses through a {@code MemorySegment} of a buffer, by reflection: the tests are compiled for 17. */
final class Segments {
    private static final int BULK = 5000;
    private static final String[] TYPES = {"CHAR", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"};

    private final Class<?> type = Class.forName("java.lang.foreign.MemorySegment");
    private final Object unalignedInt = Class.forName("java.lang.foreign.ValueLayout")
            .getField("JAVA_INT_UNALIGNED")
            .get(null);
    private final Object alignedInt =
            Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_INT").get(null);
    private final Class<?> intLayout = Class.forName("java.lang.foreign.ValueLayout$OfInt");

    Segments() throws ReflectiveOperationException {}

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
        segments.layouts(accesses);
        segments.arrays(accesses);
        segments.others(accesses);
        accesses.add(
                "MemorySegment asByteBuffer",
                (b, i) -> ((ByteBuffer) segments.method("asByteBuffer").invoke(segments.of(b))).getLong(i));
    }

    /** Values of each type in each order, in all modes. */
    private void layouts(Accesses accesses) throws ReflectiveOperationException {
        List<AccessModes.Mode> modes = new ArrayList<>();
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (String name : TYPES) {
                VarHandle aligned = handle("JAVA_" + name, order);
                VarHandle any = handle("JAVA_" + name + "_UNALIGNED", order);
                for (AccessMode mode : AccessMode.values()) {
                    boolean plain = mode == AccessMode.GET || mode == AccessMode.SET;
                    modes.add(new AccessModes.Mode(
                            "MemorySegment " + mode + " of " + name + " " + order,
                            plain ? any : aligned,
                            mode,
                            (b, i) -> List.of(of(b), (long) i)));
                }
            }
        }
        AccessModes.add(accesses, modes);
        VarHandle bytes = handle("JAVA_BYTE", ByteOrder.nativeOrder());
        VarHandle booleans = handle("JAVA_BOOLEAN", ByteOrder.nativeOrder());
        accesses.add("MemorySegment byte", (b, i) -> {
            bytes.set(of(b), (long) i, (byte) 9);
            return (byte) bytes.get(of(b), i + 1L);
        });
        accesses.add("MemorySegment boolean", (b, i) -> {
            booleans.set(of(b), (long) i, true);
            return (boolean) booleans.get(of(b), (long) i);
        });
    }

    private VarHandle handle(String layout, ByteOrder order) throws ReflectiveOperationException {
        Class<?> valueLayout = Class.forName("java.lang.foreign.ValueLayout");
        Object ordered = valueLayout.getMethod("withOrder", ByteOrder.class).invoke(layout(layout), order);
        return (VarHandle) valueLayout.getMethod("varHandle").invoke(ordered);
    }

    private static Object layout(String name) throws ReflectiveOperationException {
        return Class.forName("java.lang.foreign.ValueLayout").getField(name).get(null);
    }

    /** Copies from and to arrays and other segments, whose bytes may be in another order. */
    private void arrays(Accesses accesses) throws ReflectiveOperationException {
        Class<?> layout = Class.forName("java.lang.foreign.ValueLayout");
        Method withOrder = layout.getMethod("withOrder", ByteOrder.class);
        Method from = method("copy", type, layout, long.class, Object.class, int.class, int.class);
        Method to = method("copy", Object.class, int.class, type, layout, long.class, int.class);
        Method between = method("copy", type, layout, long.class, type, layout, long.class, long.class);
        Object little = withOrder.invoke(layout("JAVA_LONG_UNALIGNED"), ByteOrder.LITTLE_ENDIAN);
        Object big = withOrder.invoke(layout("JAVA_LONG_UNALIGNED"), ByteOrder.BIG_ENDIAN);
        for (Object one : new Object[] {little, big}) {
            Object other = one == little ? big : little;
            accesses.add("MemorySegment copy to long[] " + one, (b, i) -> {
                long[] values = new long[600];
                from.invoke(null, of(b), one, (long) i, values, 3, 590);
                return Arrays.hashCode(values);
            });
            accesses.add("MemorySegment copy from long[] " + one, (b, i) -> {
                long[] values = new long[600];
                Arrays.setAll(values, k -> k * 0x0102030405060708L);
                return to.invoke(null, values, 3, of(b), one, (long) i, 590);
            });
            accesses.add(
                    "MemorySegment copy to another order " + one,
                    (b, i) -> between.invoke(null, of(b), one, (long) i, of(b), other, i + 2400L, 300L));
        }
        Method mismatch = method("mismatch", type, long.class, long.class, type, long.class, long.class);
        accesses.add(
                "MemorySegment mismatch of parts",
                (b, i) -> mismatch.invoke(null, of(b), i + 3L, i + 4000L, heap(BULK), 0L, 3997L)
                        + " "
                        + mismatch.invoke(null, of(b), (long) i, i + 4000L, of(b), (long) i, i + 4001L));
    }

    private void others(Accesses accesses) throws ReflectiveOperationException {
        Class<?> longLayout = Class.forName("java.lang.foreign.ValueLayout$OfLong");
        Object longs = layout("JAVA_LONG");
        Method getAtIndex = method("getAtIndex", longLayout, long.class);
        Method setAtIndex = method("setAtIndex", longLayout, long.class, long.class);
        accesses.addAligned("MemorySegment getAtIndex", (b, i) -> getAtIndex.invoke(of(b), longs, i / 8L));
        accesses.addAligned("MemorySegment setAtIndex", (b, i) -> setAtIndex.invoke(of(b), longs, i / 8L, 77L));
        Method get = method("get", intLayout, long.class);
        Method readOnly = method("asReadOnly");
        accesses.add("MemorySegment asReadOnly", (b, i) -> get.invoke(readOnly.invoke(of(b)), unalignedInt, (long) i));
        accesses.add(
                "MemorySegment of a part",
                (b, i) -> get.invoke(of(b.position(i).slice().asReadOnlyBuffer()), unalignedInt, 0L));
        accesses.add(
                "MemorySegment of a view",
                (b, i) -> get.invoke(of(b.position(i).slice().asLongBuffer().position(1)), unalignedInt, 3L));
        Method slice = method("asSlice", long.class, long.class);
        Method elements = method("elements", Class.forName("java.lang.foreign.MemoryLayout"));
        Object bytes = layout("JAVA_BYTE");
        Method getByte = method("get", Class.forName("java.lang.foreign.ValueLayout$OfByte"), long.class);
        accesses.add("MemorySegment elements", (b, i) -> {
            int sum = 0;
            for (Object element : ((Stream<?>) elements.invoke(slice.invoke(of(b), (long) i, 100L), bytes)).toList()) {
                sum += (byte) getByte.invoke(element, bytes, 0L);
            }
            return sum;
        });
        Method getString = method("getString", long.class, java.nio.charset.Charset.class);
        Method setString = method("setString", long.class, String.class, java.nio.charset.Charset.class);
        accesses.add("MemorySegment string of UTF-16", (b, i) -> {
            setString.invoke(of(b), (long) i, "gr\u00fc\u00df dich ".repeat(200), StandardCharsets.UTF_16LE);
            return getString.invoke(of(b), (long) i, StandardCharsets.UTF_16LE);
        });
        Class<?> allocator = Class.forName("java.lang.foreign.SegmentAllocator");
        Method prefix = allocator.getMethod("prefixAllocator", type);
        Method allocate = allocator.getMethod("allocateFrom", longLayout, long[].class);
        accesses.addAligned(
                "MemorySegment allocated from",
                (b, i) -> ""
                        + (allocate.invoke(prefix.invoke(null, of(b.position(i))), longs, new long[] {5, 6, 7})
                                != null));
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

    /** Over the same memory as a buffer. */
    static ByteBuffer bufferOfSegmentOf(ByteBuffer buffer) {
        try {
            Segments segments = new Segments();
            return (ByteBuffer) segments.method("asByteBuffer").invoke(segments.of(buffer));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a segment do what takes nothing. */
    void tell(Object segment, String operation) throws ReflectiveOperationException {
        method(operation).invoke(segment);
    }

    boolean isTrue(Object segment, String question) throws ReflectiveOperationException {
        return (boolean) method(question).invoke(segment);
    }

    private Method method(String name, Class<?>... parameters) throws NoSuchMethodException {
        return type.getMethod(name, parameters);
    }

    /** The memory segment of a buffer. */
    Object of(Buffer buffer) throws ReflectiveOperationException {
        return method("ofBuffer", Buffer.class).invoke(null, buffer);
    }

    private Object heap(int length) throws ReflectiveOperationException {
        return method("ofArray", byte[].class).invoke(null, (Object) new byte[length]);
    }
}
