package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the objects of one class field by field, those of the superclasses first, and makes them again without running
 * a constructor. Static and transient fields are left out.
 *
 * <p>Stands in for Kryo's {@code FieldSerializer}, which generates classes beside those of the application to access
 * public fields; such a class is refused by an application in a named module, and nothing can switch it off.
 */
final class FieldsSerializer extends Serializer<Object> {
    private final List<Field> fields = new ArrayList<>();

    /**
     * @throws java.lang.reflect.InaccessibleObjectException if a module hides the fields
     */
    FieldsSerializer(Class<?> type) {
        addFields(type);
    }

    private void addFields(Class<?> type) {
        if (type == Object.class) {
            return;
        }
        addFields(type.getSuperclass());
        Field[] declared = type.getDeclaredFields();
        // their order is not the same in all JVMs
        Arrays.sort(declared, Comparator.comparing(Field::getName));
        for (Field field : declared) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        for (Field field : fields) {
            try {
                writeField(kryo, output, field, object);
            } catch (KryoException e) {
                e.addTrace(describe(field));
                throw e;
            } catch (IllegalAccessException e) {
                throw new AssertionError(field + " was made accessible", e);
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        Object object = kryo.newInstance(type);
        kryo.reference(object);
        for (Field field : fields) {
            try {
                readField(kryo, input, field, object);
            } catch (KryoException e) {
                e.addTrace(describe(field));
                throw e;
            } catch (IllegalAccessException e) {
                throw new AssertionError(field + " was made accessible", e);
            }
        }
        return object;
    }

    private static void writeField(Kryo kryo, Output output, Field field, Object object) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (!type.isPrimitive()) {
            kryo.writeClassAndObject(output, field.get(object));
        } else if (type == int.class) {
            output.writeInt(field.getInt(object));
        } else if (type == long.class) {
            output.writeLong(field.getLong(object));
        } else if (type == boolean.class) {
            output.writeBoolean(field.getBoolean(object));
        } else if (type == double.class) {
            output.writeDouble(field.getDouble(object));
        } else if (type == float.class) {
            output.writeFloat(field.getFloat(object));
        } else if (type == char.class) {
            output.writeChar(field.getChar(object));
        } else if (type == short.class) {
            output.writeShort(field.getShort(object));
        } else {
            output.writeByte(field.getByte(object));
        }
    }

    private static void readField(Kryo kryo, Input input, Field field, Object object) throws IllegalAccessException {
        Class<?> type = field.getType();
        if (!type.isPrimitive()) {
            Object value = kryo.readClassAndObject(input);
            if (value != null && !type.isInstance(value)) {
                throw new RefusedClassException("an object of class "
                        + value.getClass().getName() + " does not fit into the field " + describe(field)
                        + "; do all members have the same version of the application?");
            }
            field.set(object, value);
        } else if (type == int.class) {
            field.setInt(object, input.readInt());
        } else if (type == long.class) {
            field.setLong(object, input.readLong());
        } else if (type == boolean.class) {
            field.setBoolean(object, input.readBoolean());
        } else if (type == double.class) {
            field.setDouble(object, input.readDouble());
        } else if (type == float.class) {
            field.setFloat(object, input.readFloat());
        } else if (type == char.class) {
            field.setChar(object, input.readChar());
        } else if (type == short.class) {
            field.setShort(object, input.readShort());
        } else {
            field.setByte(object, input.readByte());
        }
    }

    /** As in the source, where the compiler made the field for what an inner or local class captures. */
    static String describe(Field field) {
        if (field.isSynthetic()) {
            if (field.getName().startsWith("this$")) {
                return field.getType().getSimpleName() + ".this";
            }
            if (field.getName().startsWith("val$")) {
                return field.getName().substring("val$".length());
            }
        }
        return field.getName() + " (" + field.getDeclaringClass().getName() + ")";
    }
}
