package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.dipc.proxies.elements.lambdas.CapturedLambda;
import io.dipc.proxies.elements.lambdas.Lambdas;
import io.dipc.proxies.elements.lambdas.LinkedLambda;
import io.dipc.proxies.elements.lambdas.UnknownLambdaException;

/**
 * Lambdas and method references: class and number of the site that made them, and what they have captured. What comes in
 * is linked only if the filter allows the class that makes the lambda and the one whose method it calls.
 */
final class LambdaSerializer extends Serializer<Object> {
    private final Lambdas lambdas;
    private final ClassLoader loader;
    private final ElementFilter filter;
    private final CompleteReferences references;

    LambdaSerializer(Lambdas lambdas, ClassLoader loader, ElementFilter filter, CompleteReferences references) {
        this.lambdas = lambdas;
        this.loader = loader;
        this.filter = filter;
        this.references = references;
    }

    /** What Kryo registers in place of the classes of lambdas, each of which exists in one JVM only. */
    static final class Any {
        private Any() {}
    }

    @Override
    public void write(Kryo kryo, Output output, Object lambda) {
        CapturedLambda captured;
        try {
            captured = lambdas.describe(lambda.getClass());
        } catch (UnknownLambdaException e) {
            throw new RefusedClassException(
                    "the lambda or method reference " + lambda.getClass().getName() + " cannot be sent: "
                            + e.getMessage() + "; write it as a class",
                    e);
        }
        filter.check(captured.capturing());
        filter.check(captured.implementing());
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
        LinkedLambda linked = linked(input.readString(), input.readInt(true), input.readLong());
        Object[] values = new Object[linked.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = kryo.readClassAndObject(input);
        }
        try {
            return linked.make(values);
        } catch (UnknownLambdaException e) {
            throw new RefusedClassException(e.getMessage(), e);
        }
    }

    private LinkedLambda linked(String className, int index, long fingerprint) {
        try {
            Class<?> capturing = Class.forName(className, false, loader);
            filter.check(capturing);
            LinkedLambda linked = lambdas.link(capturing, index, fingerprint);
            filter.check(linked.implementing());
            return linked;
        } catch (ClassNotFoundException e) {
            throw new RefusedClassException(JavaElements.notFound(className, loader), e);
        } catch (UnknownLambdaException e) {
            throw new RefusedClassException(e.getMessage(), e);
        }
    }
}
