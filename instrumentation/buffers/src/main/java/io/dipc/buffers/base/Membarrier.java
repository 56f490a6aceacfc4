package io.dipc.buffers.base;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;

/**
 * Linux's {@code membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED)}: every thread of this process that runs executes a full
 * fence before it returns; others do when they are switched to. In {@code java.base}, which may call foreign functions
 * without a warning.
 */
public final class Membarrier implements Runnable {
    private static final int PRIVATE_EXPEDITED = 1 << 3;
    private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final MethodHandle syscall;
    private final long number;

    private Membarrier(MethodHandle syscall, long number) {
        this.syscall = syscall;
        this.number = number;
    }

    /** Registers this process, and tries it. Null where there is no such call, or it cannot be reached. */
    public static Runnable create() {
        long number = number();
        if (number < 0) {
            return null;
        }
        try {
            Membarrier barrier =
                    new Membarrier(Runtime.version().feature() < 22 ? Linker17.syscall() : syscall(), number);
            return barrier.call(REGISTER_PRIVATE_EXPEDITED) == 0 && barrier.call(PRIVATE_EXPEDITED) == 0
                    ? barrier
                    : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // Without it the writers fence.
            return null;
        }
    }

    private static long number() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return -1;
        }
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> 324;
            case "aarch64" -> 283;
            default -> -1;
        };
    }

    private static MethodHandle syscall() throws ReflectiveOperationException {
        Class<?> linker = Class.forName("java.lang.foreign.Linker");
        Class<?> layout = Class.forName("java.lang.foreign.MemoryLayout");
        Class<?> layouts = layout.arrayType();
        Class<?> descriptor = Class.forName("java.lang.foreign.FunctionDescriptor");
        Class<?> values = Class.forName("java.lang.foreign.ValueLayout");
        Class<?> options = Class.forName("java.lang.foreign.Linker$Option").arrayType();
        Object nativeLinker = linker.getMethod("nativeLinker").invoke(null);
        Object lookup = linker.getMethod("defaultLookup").invoke(nativeLinker);
        Object symbol = Class.forName("java.lang.foreign.SymbolLookup")
                .getMethod("findOrThrow", String.class)
                .invoke(lookup, "syscall");
        Object longLayout = values.getField("JAVA_LONG").get(null);
        Object intLayout = values.getField("JAVA_INT").get(null);
        Object parameters = Array.newInstance(layout, 4);
        Array.set(parameters, 0, longLayout);
        for (int i = 1; i < 4; i++) {
            Array.set(parameters, i, intLayout);
        }
        Object function = descriptor.getMethod("of", layout, layouts).invoke(null, longLayout, parameters);
        Method downcall = linker.getMethod(
                "downcallHandle", Class.forName("java.lang.foreign.MemorySegment"), descriptor, options);
        return (MethodHandle)
                downcall.invoke(nativeLinker, symbol, function, Array.newInstance(options.getComponentType(), 0));
    }

    @Override
    public void run() {
        long result = call(PRIVATE_EXPEDITED);
        if (result != 0) {
            throw new IllegalStateException("membarrier: " + result + " (expected: 0)");
        }
    }

    private long call(int command) {
        try {
            return (long) syscall.invokeExact(number, command, 0, 0);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
