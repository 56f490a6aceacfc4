package io.dipc.proxies.elements;

import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.lambdas.CapturedLambda;
import io.dipc.proxies.elements.lambdas.Lambdas;
import io.dipc.proxies.elements.lambdas.UnknownLambdaException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at what lambdas and anonymous, local and inner classes have captured: it can be reached from elsewhere, too, where
 * nobody will see what is done to a copy of it. The same is true of what other classes have in fields if threads use it
 * together, as they do queues, locks and atomics. Thread-safe.
 */
final class CapturedState {
    /** Collections of the JDK that cannot be changed, by the beginnings of the names of their classes. */
    private static final List<String> UNCHANGEABLE = List.of(
            "java.util.ImmutableCollections$",
            "java.util.Collections$Empty",
            "java.util.Collections$Singleton",
            "java.util.Collections$Unmodifiable");

    private static final String CONCURRENT = "java.util.concurrent.";
    private static final String ATOMIC = CONCURRENT + "atomic.";
    private static final String LOCKS = CONCURRENT + "locks.";
    private static final String SEMAPHORE = CONCURRENT + "Semaphore";

    private static final List<String> CHANGEABLE = List.of(
            ATOMIC,
            LOCKS,
            SEMAPHORE,
            "java.lang.StringBu",
            "java.util.Date",
            "java.util.BitSet",
            "java.util.Calendar",
            "java.util.GregorianCalendar");

    /** Classes of the JDK, other than collections, whose objects threads use together. */
    private static final List<String> SHARED = List.of(ATOMIC, LOCKS, SEMAPHORE);

    private final Lambdas lambdas;

    /** Whether nothing more is to be said of a class. */
    private final ClassValue<AtomicBoolean> said = new ClassValue<>() {
        @Override
        protected AtomicBoolean computeValue(Class<?> type) {
            return new AtomicBoolean(!Lambdas.isLambda(type) && captures(type).isEmpty());
        }
    };

    private final ClassValue<Boolean> changeable = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isChangeable(type);
        }
    };

    CapturedState(Lambdas lambdas) {
        this.lambdas = lambdas;
    }

    /**
     * @return what can be changed of what an object has captured, {@code counts: java.util.ArrayList}; null if nothing can,
     *     or it was said before of another object of its class
     */
    String firstChangeable(Object object) {
        Class<?> type = object.getClass();
        AtomicBoolean known = said.get(type);
        if (known.get()) {
            return null;
        }
        String found = Lambdas.isLambda(type) ? ofLambda(object) : ofInnerClass(object);
        return found != null && known.compareAndSet(false, true) ? found : null;
    }

    private String ofLambda(Object lambda) {
        CapturedLambda captured;
        try {
            captured = lambdas.describe(lambda.getClass());
        } catch (UnknownLambdaException e) {
            // it is serializable, and so travels although its site is not known
            return null;
        }
        for (int i = 0; i < captured.size(); i++) {
            Object value = captured.value(lambda, i);
            if (isChangeable(value)) {
                return captured.name(i) + ": " + value.getClass().getTypeName();
            }
        }
        return null;
    }

    private String ofInnerClass(Object object) {
        for (Field field : captures(object.getClass())) {
            Object value = value(field, object);
            if (field.isSynthetic() ? isChangeable(value) : isShared(value)) {
                return FieldsSerializer.describe(field) + ": "
                        + value.getClass().getTypeName();
            }
        }
        return null;
    }

    /** Null, too, where a module hides it from everything but serialization. */
    private static Object value(Field field, Object object) {
        try {
            return field.trySetAccessible() ? field.get(object) : null;
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " was made accessible", e);
        }
    }

    /** The fields that the compiler has made for what a class captures, and those that may have what threads share. */
    private static List<Field> captures(Class<?> type) {
        List<Field> captures = new ArrayList<>();
        if (!ElementKinds.isOfJdk(type)) {
            for (Field field : type.getDeclaredFields()) {
                boolean looked = field.isSynthetic() || mayBeShared(field.getType());
                if (looked && !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    captures.add(field);
                }
            }
        }
        return captures;
    }

    /** Whether a field of a type may have what threads share. */
    private static boolean mayBeShared(Class<?> type) {
        return type.getName().startsWith(CONCURRENT)
                || type.isInterface()
                        && (type.isAssignableFrom(LinkedBlockingDeque.class)
                                || type.isAssignableFrom(ConcurrentHashMap.class));
    }

    private static boolean isShared(Object value) {
        if (value == null || value instanceof DistributedProxy || !ElementKinds.isOfJdk(value.getClass())) {
            return false;
        }
        boolean container = value instanceof Collection || value instanceof Map;
        return container && value.getClass().getName().startsWith(CONCURRENT) || begins(SHARED, value.getClass());
    }

    private boolean isChangeable(Object value) {
        return value != null && !(value instanceof DistributedProxy) && changeable.get(value.getClass());
    }

    private static boolean isChangeable(Class<?> type) {
        if (type.isArray()) {
            return true;
        }
        if (ElementKinds.isOfJdk(type)) {
            boolean container = Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
            return container ? !begins(UNCHANGEABLE, type) : begins(CHANGEABLE, type);
        }
        if (type.isEnum() || type.isRecord() || Lambdas.isLambda(type)) {
            return false;
        }
        for (Class<?> one = type; one != null && !ElementKinds.isOfJdk(one); one = one.getSuperclass()) {
            for (Field field : one.getDeclaredFields()) {
                if (!Modifier.isFinal(field.getModifiers()) && !Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean begins(List<String> names, Class<?> type) {
        return names.stream().anyMatch(type.getName()::startsWith);
    }
}
