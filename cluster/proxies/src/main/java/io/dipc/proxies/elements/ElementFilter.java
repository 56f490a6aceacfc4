package io.dipc.proxies.elements;

import java.io.ObjectInputFilter;
import java.util.List;

/**
 * Which classes may be made from bytes that come from other members. Classes with which streams have been turned into
 * running code, and the JDK's internals, are always refused. With a pattern of the user's own, everything else is refused
 * too, but for what the pattern allows and the JDK's plain values and collections. Immutable.
 */
public final class ElementFilter {
    /** Known from attacks, or without any use as an element. A name that ends with a dot is that of a package. */
    private static final List<String> NEVER = List.of(
            "bsh.",
            "clojure.",
            "com.mchange.v2.c3p0.",
            "com.sun.",
            "java.beans.",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.invoke.MethodHandle",
            "java.lang.invoke.MethodHandles",
            "java.net.URLClassLoader",
            "java.rmi.",
            "java.security.SignedObject",
            "java.util.PropertyResourceBundle",
            "java.util.ServiceLoader",
            "javax.crypto.SealedObject",
            "javax.imageio.",
            "javax.management.",
            "javax.naming.",
            "javax.script.",
            "javax.swing.",
            "jdk.",
            "org.apache.commons.beanutils.",
            "org.apache.commons.collections.functors.",
            "org.apache.commons.collections4.functors.",
            "org.codehaus.groovy.runtime.",
            "org.python.core.",
            "org.springframework.beans.factory.",
            "sun.");

    /** Allowed beside what a pattern allows. */
    private static final List<String> VALUES = List.of(
            "java.io.File",
            "java.io.FileNotFoundException",
            "java.io.IOException",
            "java.io.UncheckedIOException",
            "java.lang.",
            "java.math.",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.InetAddress",
            "java.net.InetSocketAddress",
            "java.net.URI",
            "java.net.URL",
            "java.nio.charset.",
            "java.nio.file.Path",
            "java.time.",
            "java.util.");

    private final ObjectInputFilter pattern;
    private final String words;

    private ElementFilter(ObjectInputFilter pattern, String words) {
        this.pattern = pattern;
        this.words = words;
    }

    /** Allows all but what is always refused. */
    public static ElementFilter standard() {
        return new ElementFilter(null, "");
    }

    /**
     * Allows what the pattern allows, and the JDK's plain values and collections.
     *
     * @param pattern as in {@link ObjectInputFilter.Config#createFilter}, such as {@code com.acme.**;!com.acme.Secret};
     *     empty: {@link #standard}
     * @throws IllegalArgumentException if it is not such a pattern
     */
    public static ElementFilter of(String pattern) {
        if (pattern.isBlank()) {
            return standard();
        }
        ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(pattern);
        if (filter == null) {
            throw new IllegalArgumentException(
                    "filter pattern: \"" + pattern + "\" (expected: class name patterns separated by semicolons)");
        }
        return new ElementFilter(filter, pattern);
    }

    /**
     * @param type also an array or a primitive type
     * @throws RefusedClassException if the class may not come in
     */
    void check(Class<?> type) {
        Class<?> component = type;
        while (component.isArray()) {
            component = component.getComponentType();
        }
        if (component.isPrimitive()) {
            return;
        }
        String name = component.getName();
        if (matches(NEVER, name)) {
            throw new RefusedClassException("class " + name + " is never accepted from other members, since streams"
                    + " with it have been used for attacks or it belongs to the inside of the JDK");
        }
        if (pattern == null) {
            return;
        }
        ObjectInputFilter.Status status = pattern.checkInput(new ClassOnly(component));
        boolean allowed = status == ObjectInputFilter.Status.ALLOWED
                || status == ObjectInputFilter.Status.UNDECIDED && matches(VALUES, name);
        if (!allowed) {
            throw new RefusedClassException("class " + name + " is not allowed by the filter pattern \"" + words
                    + "\"; add it there if elements should contain it");
        }
    }

    private static boolean matches(List<String> names, String name) {
        for (String one : names) {
            boolean isPackage = one.endsWith(".");
            if (isPackage ? name.startsWith(one) : name.equals(one) || name.startsWith(one + "$")) {
                return true;
            }
        }
        return false;
    }

    /** A question about a class outside of any stream. */
    private record ClassOnly(Class<?> serialClass) implements ObjectInputFilter.FilterInfo {
        @Override
        public long arrayLength() {
            return -1;
        }

        @Override
        public long depth() {
            return 1;
        }

        @Override
        public long references() {
            return 1;
        }

        @Override
        public long streamBytes() {
            return 0;
        }
    }
}
