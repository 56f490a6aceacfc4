package io.dipc.proxies.elements.lambdas;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What has to be known of a class that {@code LambdaMetafactory} made and that the JDK tells nobody: the constant pool,
 * as the JDK itself reads it for annotations, and a lookup with the rights of any class. Thread-safe.
 */
final class JdkInternals {
    private final MethodHandles.Lookup lookup;
    private final Method constantPool;
    private final Method size;
    private final Method tagAt;
    private final Method memberAt;
    private final Method textAt;

    /**
     * @param opener opens the package of a class to the module of this class
     */
    JdkInternals(Consumer<Class<?>> opener) {
        try {
            Class<?> pool = Class.forName("jdk.internal.reflect.ConstantPool");
            for (Class<?> inside : new Class<?>[] {Class.class, MethodHandles.Lookup.class, pool}) {
                if (!inside.getModule().isOpen(inside.getPackageName(), JdkInternals.class.getModule())) {
                    opener.accept(inside);
                }
            }
            Field trusted = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            trusted.setAccessible(true);
            lookup = (MethodHandles.Lookup) trusted.get(null);
            constantPool = Class.class.getDeclaredMethod("getConstantPool");
            constantPool.setAccessible(true);
            size = pool.getMethod("getSize");
            tagAt = pool.getMethod("getTagAt", int.class);
            memberAt = pool.getMethod("getMemberRefInfoAt", int.class);
            textAt = pool.getMethod("getUTF8At", int.class);
        } catch (ReflectiveOperationException e) {
            throw new UnknownLambdaException("lambdas cannot be sent on this JVM: " + e, e);
        }
    }

    /** A lookup that may do what code of the class may do. */
    MethodHandles.Lookup lookupIn(Class<?> type) {
        return lookup.in(type);
    }

    /**
     * What the code of a class refers to.
     *
     * @param methods as {@link #member} writes them
     * @param texts names and descriptors, those of classes in their internal form among them
     */
    record References(Set<String> methods, Set<String> texts) {}

    /** How a method is named in {@link References}. */
    static String member(String owner, String name, String descriptor) {
        return owner + '.' + name + descriptor;
    }

    References references(Class<?> type) {
        Set<String> methods = new HashSet<>();
        Set<String> texts = new HashSet<>();
        try {
            Object pool = constantPool.invoke(type);
            int count = (Integer) size.invoke(pool);
            for (int i = 1; i < count; i++) {
                switch (tag(pool, i)) {
                    case "METHODREF", "INTERFACEMETHODREF" -> {
                        String[] member = (String[]) memberAt.invoke(pool, i);
                        methods.add(member(member[0], member[1], member[2]));
                    }
                    case "UTF8" -> texts.add((String) textAt.invoke(pool, i));
                    default -> {
                        // says nothing about the implementation
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new UnknownLambdaException("the JVM does not tell what class " + type.getName() + " refers to", e);
        }
        return new References(methods, texts);
    }

    private String tag(Object pool, int index) throws ReflectiveOperationException {
        try {
            return tagAt.invoke(pool, index).toString();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                // the second half of a long or double, and what the JVM has resolved
                return "";
            }
            throw e;
        }
    }
}
