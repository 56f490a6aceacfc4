package io.dipc.proxies.elements;

import io.dipc.ElementException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Objects of subclasses of {@link Thread}: what the subclasses declare travels as an element, in fields that are neither
 * static nor transient; the thread itself does not, and is another one there. Thread-safe.
 */
final class ThreadElements {
    private final ElementCodec codec;
    private final ClassLoader loader;
    private final ElementFilter filter;
    private final Consumer<Class<?>> opener;
    private final WithoutConstructor instances;

    private final ClassValue<List<Field>> fields = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fieldsOf(type);
        }
    };

    ThreadElements(ElementCodec codec, ClassLoader loader, ElementFilter filter, Consumer<Class<?>> opener) {
        this.codec = codec;
        this.loader = loader;
        this.filter = filter;
        this.opener = opener;
        this.instances = new WithoutConstructor(opener);
    }

    byte[] encode(Thread thread, String key) {
        List<Field> all = fields.get(thread.getClass());
        Object[] nameAndValues = new Object[all.size() + 1];
        nameAndValues[0] = thread.getClass().getName();
        for (int i = 0; i < all.size(); i++) {
            nameAndValues[i + 1] = get(all.get(i), thread);
        }
        try {
            return codec.encode(nameAndValues, key);
        } catch (ElementException e) {
            throw culprit(all, nameAndValues, key, e);
        }
    }

    /** The exception for the first field that cannot travel by itself. */
    private ElementException culprit(List<Field> all, Object[] nameAndValues, String key, ElementException ofAll) {
        for (int i = 0; i < all.size(); i++) {
            try {
                if (nameAndValues[i + 1] != null) {
                    codec.encode(nameAndValues[i + 1], key);
                }
            } catch (ElementException e) {
                return new ElementException(
                        "field " + all.get(i).getName() + " of the thread's class " + nameAndValues[0] + ": "
                                + e.getMessage(),
                        e.getCause());
            }
        }
        return ofAll;
    }

    Thread decode(byte[] bytes, String name, String key, Predicate<Class<?>> allowed) {
        Object[] nameAndValues = (Object[]) codec.decode(bytes, key);
        String className = (String) nameAndValues[0];
        Class<?> type = find(className, allowed);
        List<Field> all = fields.get(type);
        if (all.size() != nameAndValues.length - 1) {
            throw new ElementException("a thread of class " + className + " has " + (nameAndValues.length - 1)
                    + " fields, and the class here has " + all.size()
                    + "; do all members have the same version of the application?");
        }
        Thread thread = make(type, name);
        for (int i = 0; i < all.size(); i++) {
            set(all.get(i), thread, nameAndValues[i + 1]);
        }
        return thread;
    }

    private Class<?> find(String className, Predicate<Class<?>> allowed) {
        Class<?> type;
        try {
            type = Class.forName(className, true, loader);
            filter.check(type);
        } catch (ClassNotFoundException e) {
            throw new ElementException(JavaElements.notFound(className, loader), e);
        } catch (RefusedClassException e) {
            throw new ElementException(e.getMessage(), e);
        }
        if (!Thread.class.isAssignableFrom(type) || !allowed.test(type)) {
            throw new ElementException(
                    "class " + className + " is none whose threads are distributed here (expected: @Distributed, or an"
                            + " entry under threads, in all members)");
        }
        return type;
    }

    private Thread make(Class<?> type, String name) {
        try {
            return (Thread) instances
                    .constructor(type, Thread.class.getConstructor(String.class))
                    .newInstance(name);
        } catch (ReflectiveOperationException e) {
            throw new ElementException(
                    "a thread of class " + type.getName() + " cannot be made without its constructor", e);
        }
    }

    private List<Field> fieldsOf(Class<?> type) {
        List<Field> all = new ArrayList<>();
        for (Class<?> one = type; one != Thread.class; one = one.getSuperclass()) {
            if (!one.getModule().isOpen(one.getPackageName(), ThreadElements.class.getModule())) {
                opener.accept(one);
            }
            Field[] declared = one.getDeclaredFields();
            // their order is not the same in all JVMs
            Arrays.sort(declared, Comparator.comparing(Field::getName));
            for (Field field : declared) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    field.setAccessible(true);
                    all.add(field);
                }
            }
        }
        return all;
    }

    private static Object get(Field field, Thread thread) {
        try {
            return field.get(thread);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " was made accessible", e);
        }
    }

    private static void set(Field field, Thread thread, Object value) {
        try {
            field.set(thread, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " was made accessible", e);
        } catch (IllegalArgumentException e) {
            throw new ElementException(
                    "what came for field " + field.getName() + " does not fit; do all members have"
                            + " the same version of the application?",
                    e);
        }
    }
}
