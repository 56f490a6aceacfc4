package io.dipc.proxies.elements.lambdas;

import java.lang.invoke.MethodHandle;

/** Makes the lambdas of one site. Immutable. */
public final class LinkedLambda {
    private final MethodHandle factory;
    private final Class<?> implementing;

    /**
     * @param factory from the captured values to the lambda
     * @param implementing the class whose method a call of the lambda ends in
     */
    LinkedLambda(MethodHandle factory, Class<?> implementing) {
        this.factory = factory;
        this.implementing = implementing;
    }

    /** The class whose method a call of the lambda ends in. */
    public Class<?> implementing() {
        return implementing;
    }

    /** How many values it captures. */
    public int size() {
        return factory.type().parameterCount();
    }

    /**
     * @param values the captured values, boxed where they are primitive
     * @throws UnknownLambdaException if they are not of the types that the site captures
     */
    public Object make(Object[] values) {
        try {
            return factory.invokeWithArguments(values);
        } catch (ClassCastException | NullPointerException e) {
            throw new UnknownLambdaException("a captured value is not of the type that its class says here: " + e, e);
        } catch (Throwable e) {
            throw new AssertionError("making a lambda runs no code of the application", e);
        }
    }
}
