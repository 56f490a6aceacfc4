package io.dipc.proxies.testing.peer;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

/**
 * A call of a method whose arguments and result mean the same as copies.
 *
 * @param declaring name of the class or interface that declares it
 * @param descriptor as in a class file
 */
record MethodCall(String declaring, String name, String descriptor, Object[] arguments)
        implements Operation<Object, Object> {

    /** Their results refer to the queue, or they change or call what they are given. */
    private static final Set<String> NOT_BY_VALUE = Set.of(
            "descendingIterator",
            "drainTo",
            "forEach",
            "iterator",
            "parallelStream",
            "removeIf",
            "spliterator",
            "stream");

    MethodCall {
        if (NOT_BY_VALUE.contains(name) || name.equals("toArray") && arguments.length > 0) {
            throw new UnsupportedOperationException(declaring + "." + name
                    + " in the peer JVM (expected: a method whose arguments and result can be copied)");
        }
    }

    @Override
    public Object apply(Object target) throws Throwable {
        ClassLoader loader = MethodCall.class.getClassLoader();
        Method method = Class.forName(declaring, false, loader)
                .getMethod(
                        name,
                        MethodType.fromMethodDescriptorString(descriptor, loader)
                                .parameterArray());
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
