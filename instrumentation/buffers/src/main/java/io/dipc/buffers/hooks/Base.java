package io.dipc.buffers.hooks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;

/** The methods of the classes in {@code java.base} that are called from outside. Thread-safe as they are. */
public final class Base {
    private final MethodHandle reserve;
    private final MethodHandle protect;
    private final MethodHandle copy;
    private final MethodHandle copyTo;
    private final MethodHandle replace;
    private final MethodHandle clear;
    private final MethodHandle address;
    private final MethodHandle segment;
    private final MethodHandle rewire;

    Base(Class<?> pages, Class<?> copies, Class<?> rewiring) {
        try {
            reserve = find(pages, "reserve", long.class, long.class);
            protect = find(pages, "protect", void.class, long.class, long.class, byte.class);
            copy = find(copies, "copy", byte[].class, long.class, int.class);
            copyTo = find(copies, "copy", void.class, long.class, byte[].class, int.class);
            replace = find(copies, "replace", void.class, long.class, byte[].class, int.class, int.class);
            clear = find(copies, "clear", void.class, long.class, int.class);
            address = find(rewiring, "address", long.class, Buffer.class);
            segment = find(rewiring, "segment", Object.class, Buffer.class);
            rewire = find(rewiring, "rewire", void.class, Buffer.class, long.class, Object.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("dipc.jar is inconsistent", e);
        }
    }

    private static MethodHandle find(Class<?> type, String name, Class<?> returned, Class<?>... parameters)
            throws ReflectiveOperationException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findStatic(type, name, MethodType.methodType(returned, parameters));
    }

    /** {@code Pages.reserve}. */
    public long reserve(long bytes) {
        try {
            return (long) reserve.invokeExact(bytes);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Pages.protect}. */
    public void protect(long first, long length, byte state) {
        try {
            protect.invokeExact(first, length, state);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Copies.copy}. */
    public byte[] copy(long from, int length) {
        try {
            return (byte[]) copy.invokeExact(from, length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Copies.copy}. */
    public void copy(long from, byte[] target, int length) {
        try {
            copyTo.invokeExact(from, target, length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Copies.replace}. */
    public void replace(long to, byte[] bytes, int offset, int length) {
        try {
            replace.invokeExact(to, bytes, offset, length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Copies.clear}. */
    public void clear(long from, int length) {
        try {
            clear.invokeExact(from, length);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Rewiring.address}. */
    public long address(Buffer buffer) {
        try {
            return (long) address.invokeExact(buffer);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Rewiring.segment}. */
    public Object segment(Buffer buffer) {
        try {
            return (Object) segment.invokeExact(buffer);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    /** {@code Rewiring.rewire}. */
    public void rewire(Buffer buffer, long to, Object as) {
        try {
            rewire.invokeExact(buffer, to, as);
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof RuntimeException runtime) {
            return runtime;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(e);
    }
}
