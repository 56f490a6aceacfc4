package io.dipc.buffers.base;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Method;

/**
 * Linux's system calls, through the C library's {@code syscall}. In {@code java.base}, which may call foreign functions
 * without a warning. Thread-safe.
 */
final class SystemCalls {

    /** The number of the call, and six arguments, which is what the longest one has. */
    static final int PARAMETERS = 7;

    /** Null where it cannot be reached. */
    private static final MethodHandle SYSCALL = find();

    private SystemCalls() {}

    /** Whether there are any. */
    static boolean available() {
        return SYSCALL != null;
    }

    /** What the call returns; -1 if it has failed. */
    static long call(long number, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) SYSCALL.invokeExact(number, a, b, c, d, e, f);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static MethodHandle find() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return null;
        }
        try {
            return Runtime.version().feature() < 22 ? Linker17.syscall() : syscall();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // There is another way for all that is done by them.
            return null;
        }
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
        Object parameters = Array.newInstance(layout, PARAMETERS);
        for (int i = 0; i < PARAMETERS; i++) {
            Array.set(parameters, i, longLayout);
        }
        Object function = descriptor.getMethod("of", layout, layouts).invoke(null, longLayout, parameters);
        Method downcall = linker.getMethod(
                "downcallHandle", Class.forName("java.lang.foreign.MemorySegment"), descriptor, options);
        return (MethodHandle)
                downcall.invoke(nativeLinker, symbol, function, Array.newInstance(options.getComponentType(), 0));
    }
}
