package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.AbstractMap;
import java.util.Map;

/** Entries of maps as pairs of their own, no longer connected to any map. */
final class EntrySerializer extends Serializer<Map.Entry<?, ?>> {

    @Override
    public void write(Kryo kryo, Output output, Map.Entry<?, ?> entry) {
        kryo.writeClassAndObject(output, entry.getKey());
        kryo.writeClassAndObject(output, entry.getValue());
    }

    @Override
    public Map.Entry<?, ?> read(Kryo kryo, Input input, Class<? extends Map.Entry<?, ?>> type) {
        Object key = kryo.readClassAndObject(input);
        Object value = kryo.readClassAndObject(input);
        boolean immutable = (Class<?>) type == AbstractMap.SimpleImmutableEntry.class;
        return immutable
                ? new AbstractMap.SimpleImmutableEntry<>(key, value)
                : new AbstractMap.SimpleEntry<>(key, value);
    }
}
