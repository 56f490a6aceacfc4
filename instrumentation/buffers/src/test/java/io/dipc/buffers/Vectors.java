package io.dipc.buffers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Main: vectors of the incubator's module are loaded from and stored into ordinary buffers (later: their memory segments), and
 * not those over regions. By reflection: the module is not there when the tests are compiled.
 */
final class Vectors {
    private static final int SIZE = 4096;

    private final Class<?> vector = Class.forName("jdk.incubator.vector.IntVector");
    private final Object species = vector.getField("SPECIES_128").get(null);
    private final boolean segments = Runtime.version().feature() >= 22;
    private final Method load;
    private final Method store;

    private Vectors() throws ReflectiveOperationException {
        Class<?> memory = segments ? Class.forName("java.lang.foreign.MemorySegment") : ByteBuffer.class;
        Class<?> index = segments ? long.class : int.class;
        String name = segments ? "MemorySegment" : "ByteBuffer";
        Class<?> speciesType = Class.forName("jdk.incubator.vector.VectorSpecies");
        load = vector.getMethod("from" + name, speciesType, memory, index, ByteOrder.class);
        store = vector.getMethod("into" + name, memory, index, ByteOrder.class);
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Vectors vectors = new Vectors();
        FreshRegion region = new FreshRegion(SIZE);
        ByteBuffer ordinary = ByteBuffer.allocateDirect(SIZE).putInt(20, 7);
        Object loaded = vectors.load(ordinary, 16);
        vectors.store(loaded, ordinary, 32);
        region.check(ordinary.getInt(36) == 7, "ordinary");
        region.fresh();
        refused(region, () -> vectors.load(region.buffer, 16));
        refused(region, () -> vectors.store(loaded, region.buffer, 16));
        System.out.println("done");
    }

    private Object load(ByteBuffer buffer, int index) throws ReflectiveOperationException {
        return segments
                ? load.invoke(null, species, new Segments().of(buffer), (long) index, ByteOrder.BIG_ENDIAN)
                : load.invoke(null, species, buffer, index, ByteOrder.BIG_ENDIAN);
    }

    private Object store(Object what, ByteBuffer buffer, int index) throws ReflectiveOperationException {
        return segments
                ? store.invoke(what, new Segments().of(buffer), (long) index, ByteOrder.BIG_ENDIAN)
                : store.invoke(what, buffer, index, ByteOrder.BIG_ENDIAN);
    }

    /** What may fail in any way. */
    @FunctionalInterface
    private interface Action {
        Object run() throws ReflectiveOperationException;
    }

    private static void refused(FreshRegion region, Action action) throws ReflectiveOperationException {
        try {
            region.check(false, action.run());
        } catch (InvocationTargetException e) {
            region.check(
                    e.getCause() instanceof UnsupportedOperationException
                            && e.getCause().getMessage().contains("expected: a copy in an array"),
                    e.getCause());
        }
    }
}
