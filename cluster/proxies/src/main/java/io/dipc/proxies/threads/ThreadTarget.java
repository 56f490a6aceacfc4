package io.dipc.proxies.threads;

import java.lang.reflect.Field;
import java.util.function.Consumer;

/** Reads what a thread was made with, which the JDK keeps to itself. Thread-safe. */
final class ThreadTarget {
    private final Consumer<Class<?>> opener;
    private volatile Field[] path;

    /**
     * @param opener opens the package of a class to the module of this class
     */
    ThreadTarget(Consumer<Class<?>> opener) {
        this.opener = opener;
    }

    /**
     * @return the body that the thread was made with; null if there is none, or it has ended
     */
    Runnable of(Thread thread) {
        try {
            Object target = thread;
            for (Field field : path()) {
                target = target == null ? null : field.get(target);
            }
            return (Runnable) target;
        } catch (IllegalAccessException e) {
            throw new AssertionError("the fields were made accessible", e);
        }
    }

    /** In {@code Thread.target}, or from JDK 19 on in {@code Thread.holder.task}. */
    private Field[] path() {
        Field[] known = path;
        if (known == null) {
            opener.accept(Thread.class);
            try {
                known = find();
            } catch (NoSuchFieldException e) {
                throw new IllegalStateException(
                        "this JVM's threads do not say what they run, so that none can run elsewhere", e);
            }
            path = known;
        }
        return known;
    }

    private static Field[] find() throws NoSuchFieldException {
        try {
            return new Field[] {accessible(Thread.class, "target")};
        } catch (NoSuchFieldException e) {
            Field holder = accessible(Thread.class, "holder");
            return new Field[] {holder, accessible(holder.getType(), "task")};
        }
    }

    private static Field accessible(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
