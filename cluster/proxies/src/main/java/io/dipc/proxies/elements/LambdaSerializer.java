package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.dipc.proxies.elements.lambdas.CapturedLambda;
import io.dipc.proxies.elements.lambdas.LinkedLambda;

/** Lambdas and method references: class and number of the site that made them, and what they have captured. */
final class LambdaSerializer extends Serializer<Object> {
    private final ElementLambdas lambdas;
    private final CompleteReferences references;

    LambdaSerializer(ElementLambdas lambdas, CompleteReferences references) {
        this.lambdas = lambdas;
        this.references = references;
    }

    /** What Kryo registers in place of the classes of lambdas, each of which exists in one JVM only. */
    static final class Any {
        private Any() {}
    }

    @Override
    public void write(Kryo kryo, Output output, Object lambda) {
        CapturedLambda captured = lambdas.describe(lambda);
        output.writeString(captured.capturing().getName());
        output.writeInt(captured.index(), true);
        output.writeLong(captured.fingerprint());
        references.begin(lambda);
        for (int i = 0; i < captured.size(); i++) {
            try {
                kryo.writeClassAndObject(output, captured.value(lambda, i));
            } catch (KryoException e) {
                e.addTrace(captured.name(i));
                throw e;
            }
        }
        // after an exception the whole instance is thrown away
        references.end(lambda);
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<? extends Object> type) {
        LinkedLambda linked = lambdas.link(input.readString(), input.readInt(true), input.readLong());
        Object[] values = new Object[linked.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = kryo.readClassAndObject(input);
        }
        return lambdas.make(linked, values);
    }
}
