package io.dipc.proxies.elements;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import org.objenesis.ObjenesisException;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Makes objects without running a constructor of their class: by Objenesis, which needs the module
 * {@code jdk.unsupported}; where an application in a named module runs without it, by what that module itself calls.
 */
final class WithoutConstructor implements InstantiatorStrategy {
    private static final boolean OBJENESIS_WORKS =
            ModuleLayer.boot().findModule("jdk.unsupported").isPresent();
    /** Of {@code jdk.unsupported}. */
    private static final String PUBLIC_FACTORY = "sun.reflect.ReflectionFactory";

    private static final String FACTORY = "jdk.internal.reflect.ReflectionFactory";

    private final StdInstantiatorStrategy objenesis = new StdInstantiatorStrategy();
    private final Consumer<Class<?>> opener;

    /**
     * @param opener opens the package of a class to the module of this class
     */
    WithoutConstructor(Consumer<Class<?>> opener) {
        this.opener = opener;
    }

    @Override
    public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
        return OBJENESIS_WORKS ? objenesis.newInstantiatorOf(type) : byFactory(type);
    }

    /** Asks the factory inside of {@code java.base}, which is opened for it. */
    <T> ObjectInstantiator<T> byFactory(Class<T> type) {
        try {
            Constructor<?> constructor = constructor(type, Object.class.getConstructor(), FACTORY);
            return () -> type.cast(make(constructor));
        } catch (ReflectiveOperationException e) {
            throw new RefusedClassException(
                    "an object of class " + type.getName() + " cannot be made without a constructor: " + e
                            + "; add --add-modules jdk.unsupported to the java command",
                    e);
        }
    }

    /**
     * What makes objects of a class by running a constructor of a superclass only.
     *
     * @throws ReflectiveOperationException if the JVM does not have it
     */
    Constructor<?> constructor(Class<?> type, Constructor<?> ofSuperclass) throws ReflectiveOperationException {
        return constructor(type, ofSuperclass, OBJENESIS_WORKS ? PUBLIC_FACTORY : FACTORY);
    }

    private Constructor<?> constructor(Class<?> type, Constructor<?> ofSuperclass, String factoryName)
            throws ReflectiveOperationException {
        Class<?> factoryType = Class.forName(factoryName);
        if (!factoryType.getModule().isOpen(factoryType.getPackageName(), WithoutConstructor.class.getModule())) {
            opener.accept(factoryType);
        }
        Object factory = factoryType.getMethod("getReflectionFactory").invoke(null);
        return (Constructor<?>) factoryType
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(factory, type, ofSuperclass);
    }

    private static Object make(Constructor<?> constructor) {
        try {
            return constructor.newInstance();
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new ObjenesisException(e);
        }
    }
}
