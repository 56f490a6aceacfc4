package io.dipc.proxies.calls;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Random arguments for a method, the same ones for each seed; null is among them where it can be. */
final class Arguments {
    private static final long[] TIMES = {Long.MIN_VALUE, -1, 0, 0, 1, 200};
    /** Where a busy machine may make a call that need not wait take longer. */
    private static final long[] LONG_TIMES = {Long.MIN_VALUE, -1, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE};

    private static final int[] NUMBERS = {-1, 0, 1, 1, 2, 3, Integer.MAX_VALUE};

    private final Type type;
    private final Method method;
    private final Object self;
    private final long[] times;
    private final Random random;
    private final List<Object> seen = new ArrayList<>();
    private final Object[] values;

    /**
     * @param self the object that is called, which may be an argument, too
     * @param waits whether the call would wait: not for long then
     */
    Arguments(Type type, Method method, Object self, boolean waits, long seed) {
        this.type = type;
        this.method = method;
        this.self = self;
        this.times = waits ? TIMES : LONG_TIMES;
        this.random = new Random(seed);
        Class<?>[] types = method.getParameterTypes();
        this.values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i]);
        }
    }

    Object[] values() {
        return values;
    }

    /** What the call did to its arguments; an array that is too short may be full or not, in the JDK, too. */
    List<Object> effects() {
        List<Object> effects = new ArrayList<>(List.of(seen));
        for (Object value : values) {
            if (value instanceof Collection && value != self) {
                effects.add(value);
            }
        }
        return effects;
    }

    private Object value(Class<?> wanted) {
        if (wanted == int.class) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        }
        if (wanted == long.class) {
            return times[random.nextInt(times.length)];
        }
        if (random.nextInt(12) == 0) {
            return null;
        }
        if (wanted == TimeUnit.class) {
            return random.nextBoolean() ? TimeUnit.MICROSECONDS : TimeUnit.NANOSECONDS;
        }
        if (wanted == Object[].class) {
            return array();
        }
        if (wanted == Collection.class) {
            return method.getName().equals("drainTo") ? target() : elements();
        }
        if (wanted == Predicate.class) {
            Object sought = element();
            return (Predicate<Object>) element -> element.equals(sought);
        }
        if (wanted == Consumer.class) {
            return (Consumer<Object>) seen::add;
        }
        if (wanted == IntFunction.class) {
            Object[] array = array();
            return (IntFunction<Object[]>) length -> array == null ? null : Arrays.copyOf(array, length);
        }
        return element();
    }

    private Object element() {
        Object element = type.element(random);
        return element == Type.THIS ? self : element;
    }

    private Object[] array() {
        return switch (random.nextInt(5)) {
            case 0 -> new Integer[2];
            case 1 -> new String[0];
            case 2 -> null;
            default -> {
                Object[] array = new Object[random.nextInt(9)];
                Arrays.fill(array, "old");
                yield array;
            }
        };
    }

    private Collection<?> elements() {
        if (random.nextInt(8) == 0) {
            return (Collection<?>) self;
        }
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(random.nextInt(25) == 0 ? null : element());
        }
        return random.nextInt(4) == 0 ? new LinkedHashSet<>(list) : list;
    }

    private Collection<?> target() {
        return switch (random.nextInt(8)) {
            case 0 -> (Collection<?>) self;
            // it refuses each element; a LinkedTransferQueue loses the first one then, as it may
            case 1 -> type == Type.LINKED_TRANSFER_QUEUE ? new LinkedHashSet<>() : List.of();
            default -> new ArrayList<>();
        };
    }
}
