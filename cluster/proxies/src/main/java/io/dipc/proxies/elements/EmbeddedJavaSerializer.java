package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.NotSerializableException;

/** Writes an object inside of Kryo's bytes by Java serialization, as a length and a stream. */
final class EmbeddedJavaSerializer extends Serializer<Object> {
    private final JavaElements java;

    EmbeddedJavaSerializer(JavaElements java) {
        this.java = java;
    }

    @Override
    public void write(Kryo kryo, Output output, Object object) {
        byte[] bytes;
        try {
            bytes = java.embed(object);
        } catch (NotSerializableException e) {
            throw new RefusedClassException(
                    "class " + object.getClass().getName() + " can only be written by Java serialization and contains"
                            + " an object of class " + e.getMessage()
                            + ", which is not Serializable; make that one Serializable",
                    e);
        }
        output.writeInt(bytes.length - ElementCodec.CONTENTS, true);
        output.writeBytes(bytes, ElementCodec.CONTENTS, bytes.length - ElementCodec.CONTENTS);
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        int length = input.readInt(true);
        byte[] bytes = input.readBytes(length);
        return java.read(bytes, 0, length);
    }
}
