package io.dipc.buffers.hooks;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Finds out whether the hooks work in this JVM, now: calls every method of the JDK that is hooked, with an address whose
 * page is never here. Each must come to us, which is told by what the page's faults throw.
 */
final class Verification {
    private static final Set<String> BULK =
            Set.of("copyMemory", "copySwapMemory", "setMemory", "vectorizedMismatch", "load");

    /** Fewer would be another class than the one that is known. */
    private static final int FEWEST = 100;

    private final Hooks hooks;
    private final long address;
    private final RuntimeException fault;

    /**
     * @param address of a cell of a region of its own
     * @param fault what accesses to it throw
     */
    Verification(Hooks hooks, long address, RuntimeException fault) {
        this.hooks = hooks;
        this.address = address;
        this.fault = fault;
    }

    /** What is not intercepted; null if nothing. */
    String failure() throws ReflectiveOperationException {
        Class<?> type = Class.forName(ScopedAccessHooks.TARGET.replace('/', '.'));
        Object access = type.getMethod("getScopedMemoryAccess").invoke(null);
        int tried = 0;
        for (Method method : type.getMethods()) {
            if (method.getDeclaringClass() == type && isAccess(method)) {
                tried++;
                if (!faults(method, access)) {
                    return method.toString();
                }
            }
        }
        if (tried < FEWEST) {
            return "of " + type.getName() + " only " + tried + " methods are known (expected: " + FEWEST + ")";
        }
        return bufferFailure();
    }

    private static boolean isAccess(Method method) {
        return Accessor.of(method.getModifiers(), method.getName(), org.objectweb.asm.Type.getMethodDescriptor(method))
                        != null
                || BULK.contains(method.getName());
    }

    private boolean faults(Method method, Object access) throws IllegalAccessException {
        method.setAccessible(true);
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        boolean addressed = false;
        for (int i = 0; i < types.length; i++) {
            if (types[i] != Object.class && types[i].isInstance(hooks.session())) {
                arguments[i] = hooks.session();
            } else if (types[i] == long.class) {
                // The addresses, which differ only where there are two; the rest are lengths.
                boolean isAddress = !addressed || types[i - 1] == Object.class;
                arguments[i] = isAddress ? address : 8L;
                addressed = true;
            } else if (types[i] == int.class && BULK.contains(method.getName())) {
                arguments[i] = i == types.length - 1 ? 0 : 8;
            } else {
                arguments[i] = types[i].isPrimitive() ? Array.get(Array.newInstance(types[i], 1), 0) : null;
            }
        }
        try {
            method.invoke(access, arguments);
            return false;
        } catch (InvocationTargetException e) {
            return e.getCause() == fault;
        }
    }

    /** A buffer must hand its session on. */
    private String bufferFailure() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(64);
        hooks.base().rewire(buffer, address, hooks.segment());
        Runnable[] accesses = {
            () -> buffer.get(0),
            () -> buffer.duplicate().putLong(8, 1),
            () -> buffer.slice().asIntBuffer().put(0, 1),
            () -> buffer.put(0, new byte[64]),
            () -> new CRC32().update(buffer.duplicate())
        };
        for (int i = 0; i < accesses.length; i++) {
            try {
                accesses[i].run();
                return "access " + i + " of a buffer";
            } catch (RuntimeException e) {
                if (e != fault) {
                    throw e;
                }
            }
        }
        return null;
    }
}
