package io.dipc.proxies.elements;

import io.dipc.proxies.elements.lambdas.CapturedLambda;
import io.dipc.proxies.elements.lambdas.Lambdas;
import io.dipc.proxies.elements.lambdas.LinkedLambda;
import io.dipc.proxies.elements.lambdas.UnknownLambdaException;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Lambdas and method references as parts of elements. What comes in is linked only if the filter allows the class that
 * makes the lambda and the one whose method it calls. Thread-safe.
 */
final class ElementLambdas {
    private final Lambdas lambdas;
    private final ClassLoader loader;
    private final ElementFilter filter;
    private final CapturedState captured;

    ElementLambdas(ClassLoader loader, ElementFilter filter, Consumer<Class<?>> opener) {
        this.lambdas = new Lambdas(opener);
        this.captured = new CapturedState(lambdas);
        this.loader = loader;
        this.filter = filter;
    }

    /** What lambdas and inner classes have captured. */
    CapturedState captured() {
        return captured;
    }

    /**
     * @throws RefusedClassException if the lambda cannot be made again elsewhere, or nobody could read it
     */
    CapturedLambda describe(Object lambda) {
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
        return captured;
    }

    /**
     * @throws RefusedClassException if there is no such lambda here, or the filter does not allow it
     */
    LinkedLambda link(String className, int index, long fingerprint) {
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

    /**
     * @throws RefusedClassException if the values are not of the types that the lambda captures
     */
    Object make(LinkedLambda linked, Object[] values) {
        try {
            return linked.make(values);
        } catch (UnknownLambdaException e) {
            throw new RefusedClassException(e.getMessage(), e);
        }
    }

    /** What Java serialization writes in place of an object. */
    Object outgoing(Object object) {
        if (!Lambdas.isLambda(object.getClass()) || object instanceof Serializable) {
            return object;
        }
        CapturedLambda captured = describe(object);
        Object[] values = new Object[captured.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = captured.value(object, i);
        }
        return new LambdaReference(captured.capturing().getName(), captured.index(), captured.fingerprint(), values);
    }

    /** What Java serialization returns in place of an object that it has read. */
    Object incoming(Object object) {
        if (!(object instanceof LambdaReference reference)) {
            return object;
        }
        LinkedLambda linked = link(reference.capturing(), reference.index(), reference.fingerprint());
        return make(linked, reference.values());
    }
}
