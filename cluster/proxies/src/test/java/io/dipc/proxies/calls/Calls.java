package io.dipc.proxies.calls;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The methods that programs can call on objects of a class: the public ones, inherited and default ones, whichever this
 * version of Java has, and those that subclasses can call.
 */
final class Calls {
    private static final Set<String> ADDING =
            Set.of("add", "offer", "put", "push", "addFirst", "offerLast", "addAll", "release");
    /** They are those of {@code Object}. */
    private static final Set<String> IDENTITY = Set.of("equals", "hashCode");

    private final List<Method> all;
    private final List<Method> adding;

    private Calls(List<Method> all) {
        this.all = all;
        this.adding =
                all.stream().filter(method -> ADDING.contains(method.getName())).toList();
    }

    static Calls of(Class<?> type) {
        List<Method> methods = new ArrayList<>(Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .filter(method -> !IDENTITY.contains(method.getName()))
                // final: answered at rewritten call sites
                .filter(method -> !Modifier.isFinal(method.getModifiers()))
                .toList());
        if (type == Semaphore.class) {
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> Modifier.isProtected(method.getModifiers()))
                    .peek(method -> method.setAccessible(true))
                    .forEach(methods::add);
        }
        methods.sort(Comparator.comparing(Method::toString));
        return new Calls(methods);
    }

    List<Method> all() {
        return all;
    }

    /** Any of them; those that add somewhat oftener, as most others remove. */
    Method random(Random random) {
        List<Method> from = !adding.isEmpty() && random.nextInt(5) < 2 ? adding : all;
        return from.get(random.nextInt(from.size()));
    }

    /** A call as one would write it. */
    static String words(Method method, Arguments arguments) {
        return method.getName()
                + Arrays.stream(arguments.values())
                        .map(value -> value instanceof Object[] array ? Arrays.toString(array) : shown(value))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String shown(Object value) {
        return value == null || value instanceof Number || value instanceof String || value instanceof List
                ? String.valueOf(value)
                : value.getClass().getSimpleName();
    }
}
