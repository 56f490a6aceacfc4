package io.dipc.proxies.calls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a call answers, in words that are equal where answers mean the same: what it returned or threw, what that does when it
 * is used, and what became of the arguments. Iterators, spliterators and views are used until they end.
 */
final class Answer {
    /** Of others the JDK's messages tell of its own insides. */
    private static final Set<Class<?>> WITH_MESSAGE = Set.of(
            IllegalStateException.class,
            IllegalArgumentException.class,
            NoSuchElementException.class,
            UnsupportedOperationException.class,
            InterruptedException.class,
            Error.class);

    private final Type type;
    private final Predicate<Object> isSelf;
    private final Random random;

    /**
     * @param isSelf whether something is the object that is called, by whichever proxy
     */
    Answer(Type type, Predicate<Object> isSelf, long seed) {
        this.type = type;
        this.isSelf = isSelf;
        this.random = new Random(seed);
    }

    /** Calls a method. */
    String of(Object target, Method method, Arguments arguments) {
        String returned;
        try {
            returned = "returns " + words(method.invoke(target, arguments.values()), arguments);
        } catch (InvocationTargetException e) {
            // what arguments are then is not said
            return thrown(e.getCause());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
        return returned
                + arguments.effects().stream()
                        .map(effect -> ", " + elements(effect))
                        .collect(Collectors.joining());
    }

    private String words(Object result, Arguments arguments) {
        if (result instanceof Object[] array) {
            boolean given = Arrays.stream(arguments.values()).anyMatch(argument -> argument == array);
            return (given ? "the given " : "")
                    + array.getClass().getComponentType().getName()
                    + elements(array);
        }
        if (result instanceof Iterator<?> iterator) {
            return iterated(iterator);
        }
        if (result instanceof Spliterator<?> spliterator) {
            return split(spliterator);
        }
        if (result instanceof Stream<?> stream) {
            return (stream.isParallel() ? "parallel " : "") + elements(stream.toList());
        }
        if (result instanceof Deque<?> view && !isSelf.test(result)) {
            return viewed(view);
        }
        if (result instanceof Collection<?> collection && !isSelf.test(result)) {
            return elements(collection);
        }
        if (result instanceof Comparator<?> comparator) {
            return compared(comparator);
        }
        return result instanceof String text ? shown(text) : word(result);
    }

    /** Another JVM's is not the same object. */
    @SuppressWarnings("unchecked") // it compares the elements of the type, which are numbers
    private static String compared(Comparator<?> comparator) {
        return "what compares 1 and 2 as " + ((Comparator<Object>) comparator).compare(1, 2);
    }

    /** Without what tells objects of one class apart, and in an order that means something. */
    private String shown(String text) {
        String anonymous = text.replaceFirst("@[0-9a-f]+\\[", "@[");
        return type.isOrderedByElements()
                ? Stream.of(anonymous.replaceAll("^\\[|]$", "").split(", "))
                        .sorted()
                        .toList()
                        .toString()
                : anonymous;
    }

    private String word(Object value) {
        if (isSelf.test(value)) {
            return "this";
        }
        return value instanceof Object[] || value instanceof Collection ? elements(value) : String.valueOf(value);
    }

    /** The elements of an array or a collection. */
    String elements(Object many) {
        Collection<?> all = many instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) many;
        return inOrder(all.stream().map(this::word).toList());
    }

    private String inOrder(List<String> words) {
        return (type.isOrderedByElements() ? words.stream().sorted().toList() : words).toString();
    }

    private String thrown(Throwable thrown) {
        return "throws " + thrown.getClass().getName()
                + (WITH_MESSAGE.contains(thrown.getClass()) ? ": " + thrown.getMessage() : "");
    }

    /** What to remove is told by the element, since the order may not be. */
    private String iterated(Iterator<?> iterator) {
        int divisor = 1 + random.nextInt(5);
        boolean atOnce = random.nextInt(4) == 0;
        List<String> words = new ArrayList<>();
        String before = attempt(iterator::remove) + attempt(() -> iterator.forEachRemaining(null));
        while (!atOnce && iterator.hasNext()) {
            Object element = iterator.next();
            String word = word(element);
            if (Math.floorMod(word.hashCode(), divisor) == 0) {
                word += attempt(iterator::remove) + attempt(iterator::remove);
            }
            words.add(word);
        }
        iterator.forEachRemaining(element -> words.add(word(element)));
        return before + inOrder(words) + iterator.hasNext() + attempt(iterator::next);
    }

    private String split(Spliterator<?> spliterator) {
        String before = spliterator.characteristics() + " " + spliterator.getExactSizeIfKnown()
                + attempt(() -> spliterator.tryAdvance(null)) + attempt(() -> spliterator.forEachRemaining(null))
                + attempt(spliterator::getComparator);
        List<String> words = new ArrayList<>();
        Consumer<Object> adding = element -> words.add(word(element));
        if (random.nextBoolean()) {
            spliterator.tryAdvance(adding);
        }
        Spliterator<?> prefix = spliterator.trySplit();
        if (prefix != null) {
            prefix.forEachRemaining(adding);
        }
        spliterator.forEachRemaining(adding);
        return before + inOrder(words) + spliterator.tryAdvance(adding);
    }

    /** As {@code reversed} returns it since Java 21. */
    private String viewed(Deque<?> view) {
        StringBuilder words = new StringBuilder("view of ").append(elements(view));
        for (int i = 0; i < 3; i++) {
            Method method = Calls.of(Deque.class).random(random);
            // not the view itself: adding it to itself would never end
            Arguments arguments = new Arguments(type, method, new ArrayList<>(), false, random.nextLong());
            Answer answer = new Answer(type, result -> result == view || isSelf.test(result), random.nextLong());
            words.append("; ").append(method.getName()).append(' ').append(answer.of(view, method, arguments));
        }
        return words.append("; ").append(elements(view)).toString();
    }

    private String attempt(Runnable call) {
        try {
            call.run();
            return "";
        } catch (RuntimeException e) {
            return " " + thrown(e);
        }
    }
}
