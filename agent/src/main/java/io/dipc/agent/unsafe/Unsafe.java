package io.dipc.agent.unsafe;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;

/**
 * Stands in for {@code sun.misc.Unsafe} in the libraries packaged with the agent. From JDK 24 on, the first call of most
 * methods of {@code sun.misc.Unsafe} prints a warning that the application would be blamed for; the internal class
 * behind it does not. The packager renames the class in the libraries' byte code and verifies that all that they use is
 * here.
 *
 * <p>It is compiled without {@code --release}, against the internals of the JDK that builds. It uses only what has the
 * same descriptor in every JDK from 17 on; what has not ({@code arrayBaseOffset}, an int first and a long later) is
 * found by reflection.
 *
 * <p>Access to the internal class is opened by the agent before any packaged library is loaded.
 */
public final class Unsafe {

    /** The name by which libraries find the instance by reflection. */
    private static final Unsafe theUnsafe = new Unsafe();

    private static final jdk.internal.misc.Unsafe INTERNAL = jdk.internal.misc.Unsafe.getUnsafe();

    private Unsafe() {}

    public static Unsafe getUnsafe() {
        return theUnsafe;
    }

    public int addressSize() {
        return INTERNAL.addressSize();
    }

    public int pageSize() {
        return INTERNAL.pageSize();
    }

    public int arrayBaseOffset(Class<?> arrayClass) {
        try {
            return ((Number) jdk.internal.misc.Unsafe.class
                            .getMethod("arrayBaseOffset", Class.class)
                            .invoke(INTERNAL, arrayClass))
                    .intValue();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(arrayClass + " (expected: an array class)", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("jdk.internal.misc.Unsafe.arrayBaseOffset(Class) is not accessible", e);
        }
    }

    public int arrayIndexScale(Class<?> arrayClass) {
        return INTERNAL.arrayIndexScale(arrayClass);
    }

    public long objectFieldOffset(Field field) {
        return INTERNAL.objectFieldOffset(field);
    }

    public long staticFieldOffset(Field field) {
        return INTERNAL.staticFieldOffset(field);
    }

    public Object staticFieldBase(Field field) {
        return INTERNAL.staticFieldBase(field);
    }

    public Object allocateInstance(Class<?> type) throws InstantiationException {
        return INTERNAL.allocateInstance(type);
    }

    public long allocateMemory(long bytes) {
        return INTERNAL.allocateMemory(bytes);
    }

    public void freeMemory(long address) {
        INTERNAL.freeMemory(address);
    }

    public void setMemory(long address, long bytes, byte value) {
        INTERNAL.setMemory(address, bytes, value);
    }

    public long reallocateMemory(long address, long bytes) {
        return INTERNAL.reallocateMemory(address, bytes);
    }

    public void setMemory(Object object, long offset, long bytes, byte value) {
        INTERNAL.setMemory(object, offset, bytes, value);
    }

    public void storeFence() {
        INTERNAL.storeFence();
    }

    public void copyMemory(long source, long target, long bytes) {
        INTERNAL.copyMemory(source, target, bytes);
    }

    public void copyMemory(Object source, long sourceOffset, Object target, long targetOffset, long bytes) {
        INTERNAL.copyMemory(source, sourceOffset, target, targetOffset, bytes);
    }

    public boolean getBoolean(Object object, long offset) {
        return INTERNAL.getBoolean(object, offset);
    }

    public void putBoolean(Object object, long offset, boolean value) {
        INTERNAL.putBoolean(object, offset, value);
    }

    public boolean getBooleanVolatile(Object object, long offset) {
        return INTERNAL.getBooleanVolatile(object, offset);
    }

    public void putBooleanVolatile(Object object, long offset, boolean value) {
        INTERNAL.putBooleanVolatile(object, offset, value);
    }

    public byte getByte(Object object, long offset) {
        return INTERNAL.getByte(object, offset);
    }

    public void putByte(Object object, long offset, byte value) {
        INTERNAL.putByte(object, offset, value);
    }

    public byte getByteVolatile(Object object, long offset) {
        return INTERNAL.getByteVolatile(object, offset);
    }

    public void putByteVolatile(Object object, long offset, byte value) {
        INTERNAL.putByteVolatile(object, offset, value);
    }

    public byte getByte(long address) {
        return INTERNAL.getByte(address);
    }

    public void putByte(long address, byte value) {
        INTERNAL.putByte(address, value);
    }

    public char getChar(Object object, long offset) {
        return INTERNAL.getChar(object, offset);
    }

    public void putChar(Object object, long offset, char value) {
        INTERNAL.putChar(object, offset, value);
    }

    public char getCharVolatile(Object object, long offset) {
        return INTERNAL.getCharVolatile(object, offset);
    }

    public void putCharVolatile(Object object, long offset, char value) {
        INTERNAL.putCharVolatile(object, offset, value);
    }

    public char getChar(long address) {
        return INTERNAL.getChar(address);
    }

    public void putChar(long address, char value) {
        INTERNAL.putChar(address, value);
    }

    public short getShort(Object object, long offset) {
        return INTERNAL.getShort(object, offset);
    }

    public void putShort(Object object, long offset, short value) {
        INTERNAL.putShort(object, offset, value);
    }

    public short getShortVolatile(Object object, long offset) {
        return INTERNAL.getShortVolatile(object, offset);
    }

    public void putShortVolatile(Object object, long offset, short value) {
        INTERNAL.putShortVolatile(object, offset, value);
    }

    public short getShort(long address) {
        return INTERNAL.getShort(address);
    }

    public void putShort(long address, short value) {
        INTERNAL.putShort(address, value);
    }

    public int getInt(Object object, long offset) {
        return INTERNAL.getInt(object, offset);
    }

    public void putInt(Object object, long offset, int value) {
        INTERNAL.putInt(object, offset, value);
    }

    public int getIntVolatile(Object object, long offset) {
        return INTERNAL.getIntVolatile(object, offset);
    }

    public void putIntVolatile(Object object, long offset, int value) {
        INTERNAL.putIntVolatile(object, offset, value);
    }

    public int getInt(long address) {
        return INTERNAL.getInt(address);
    }

    public void putInt(long address, int value) {
        INTERNAL.putInt(address, value);
    }

    public long getLong(Object object, long offset) {
        return INTERNAL.getLong(object, offset);
    }

    public void putLong(Object object, long offset, long value) {
        INTERNAL.putLong(object, offset, value);
    }

    public long getLongVolatile(Object object, long offset) {
        return INTERNAL.getLongVolatile(object, offset);
    }

    public void putLongVolatile(Object object, long offset, long value) {
        INTERNAL.putLongVolatile(object, offset, value);
    }

    public long getLong(long address) {
        return INTERNAL.getLong(address);
    }

    public void putLong(long address, long value) {
        INTERNAL.putLong(address, value);
    }

    public float getFloat(Object object, long offset) {
        return INTERNAL.getFloat(object, offset);
    }

    public void putFloat(Object object, long offset, float value) {
        INTERNAL.putFloat(object, offset, value);
    }

    public float getFloatVolatile(Object object, long offset) {
        return INTERNAL.getFloatVolatile(object, offset);
    }

    public void putFloatVolatile(Object object, long offset, float value) {
        INTERNAL.putFloatVolatile(object, offset, value);
    }

    public float getFloat(long address) {
        return INTERNAL.getFloat(address);
    }

    public void putFloat(long address, float value) {
        INTERNAL.putFloat(address, value);
    }

    public double getDouble(Object object, long offset) {
        return INTERNAL.getDouble(object, offset);
    }

    public void putDouble(Object object, long offset, double value) {
        INTERNAL.putDouble(object, offset, value);
    }

    public double getDoubleVolatile(Object object, long offset) {
        return INTERNAL.getDoubleVolatile(object, offset);
    }

    public void putDoubleVolatile(Object object, long offset, double value) {
        INTERNAL.putDoubleVolatile(object, offset, value);
    }

    public double getDouble(long address) {
        return INTERNAL.getDouble(address);
    }

    public void putDouble(long address, double value) {
        INTERNAL.putDouble(address, value);
    }

    public Object getObject(Object object, long offset) {
        return INTERNAL.getReference(object, offset);
    }

    public void putObject(Object object, long offset, Object value) {
        INTERNAL.putReference(object, offset, value);
    }

    public Object getObjectVolatile(Object object, long offset) {
        return INTERNAL.getReferenceVolatile(object, offset);
    }

    public void putObjectVolatile(Object object, long offset, Object value) {
        INTERNAL.putReferenceVolatile(object, offset, value);
    }

    public void putOrderedInt(Object object, long offset, int value) {
        INTERNAL.putIntRelease(object, offset, value);
    }

    public boolean compareAndSwapInt(Object object, long offset, int expected, int value) {
        return INTERNAL.compareAndSetInt(object, offset, expected, value);
    }

    public int getAndSetInt(Object object, long offset, int value) {
        return INTERNAL.getAndSetInt(object, offset, value);
    }

    public int getAndAddInt(Object object, long offset, int delta) {
        return INTERNAL.getAndAddInt(object, offset, delta);
    }

    public void putOrderedLong(Object object, long offset, long value) {
        INTERNAL.putLongRelease(object, offset, value);
    }

    public boolean compareAndSwapLong(Object object, long offset, long expected, long value) {
        return INTERNAL.compareAndSetLong(object, offset, expected, value);
    }

    public long getAndSetLong(Object object, long offset, long value) {
        return INTERNAL.getAndSetLong(object, offset, value);
    }

    public long getAndAddLong(Object object, long offset, long delta) {
        return INTERNAL.getAndAddLong(object, offset, delta);
    }

    public void putOrderedObject(Object object, long offset, Object value) {
        INTERNAL.putReferenceRelease(object, offset, value);
    }

    public boolean compareAndSwapObject(Object object, long offset, Object expected, Object value) {
        return INTERNAL.compareAndSetReference(object, offset, expected, value);
    }

    public Object getAndSetObject(Object object, long offset, Object value) {
        return INTERNAL.getAndSetReference(object, offset, value);
    }
}
