package io.dipc.buffers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.invoke.VarHandle.AccessMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Every mode in which the handles of {@code byteBufferViewVarHandle} access buffers. */
final class AccessModes {
    private static final Class<?>[] TYPES = {
        char[].class, short[].class, int[].class, long[].class, float[].class, double[].class
    };

    /** For whichever type. */
    private static final byte[] VALUES = {3, 5};

    /** What a handle is given before the values. */
    @FunctionalInterface
    interface Coordinates {
        List<Object> of(ByteBuffer buffer, int index) throws Throwable;
    }

    /** One mode of one handle that has two coordinates. */
    record Mode(String name, VarHandle handle, AccessMode mode, Coordinates coordinates) {

        Mode(String name, VarHandle handle, AccessMode mode) {
            this(name, handle, mode, List::of);
        }

        boolean isSupported() {
            return handle.isAccessModeSupported(mode);
        }

        /** Whether the index may be any. */
        boolean isPlain() {
            return mode == AccessMode.GET || mode == AccessMode.SET;
        }

        /** Accesses a buffer with values that are always the same; what is expected in the buffer is not there. */
        Object on(ByteBuffer buffer, int index) throws Throwable {
            return invoke(buffer, index, VALUES[0], VALUES[1]);
        }

        /** As {@link #on}, and if that depends on what is in the buffer, then also with that. */
        Object twice(ByteBuffer buffer, int index) throws Throwable {
            Object first = on(buffer, index);
            if (handle.accessModeType(mode).parameterCount() < 4) {
                return first;
            }
            Object second;
            do {
                Object found = handle.toMethodHandle(AccessMode.GET).invokeWithArguments(coordinates.of(buffer, index));
                second = invoke(buffer, index, found, VALUES[1]);
            } while (second.equals(false));
            return first + " " + second;
        }

        private Object invoke(ByteBuffer buffer, int index, Object... values) throws Throwable {
            MethodHandle method = handle.toMethodHandle(mode);
            List<Object> arguments = new ArrayList<>(coordinates.of(buffer, index));
            for (int i = 2; i < method.type().parameterCount(); i++) {
                arguments.add(converted(values[i - 2], method.type().parameterType(i)));
            }
            return method.invokeWithArguments(arguments);
        }

        private static Object converted(Object value, Class<?> type) {
            return value instanceof Byte && type == char.class ? (Object) (char) (byte) value : value;
        }
    }

    private AccessModes() {}

    static List<Mode> all() {
        List<Mode> all = new ArrayList<>();
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            for (Class<?> type : TYPES) {
                VarHandle handle = MethodHandles.byteBufferViewVarHandle(type, order);
                for (AccessMode mode : AccessMode.values()) {
                    all.add(new Mode(mode + " of " + type.getSimpleName() + " " + order, handle, mode));
                }
            }
        }
        return all;
    }

    static void add(Accesses accesses) {
        add(accesses, all());
    }

    static void add(Accesses accesses, List<Mode> modes) {
        for (Mode mode : modes) {
            if (mode.isPlain()) {
                accesses.add(mode.name, mode::twice);
            } else if (mode.isSupported()) {
                accesses.addAligned(mode.name, mode::twice);
            }
        }
    }
}
