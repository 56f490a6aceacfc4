package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Lambdas, method references, anonymous, local and inner classes that nobody declared Serializable. */
class LambdaElementsTest {
    private final ElementCodec codec = Codecs.standard();

    /** Has what a task of an ordinary program has: fields, and methods that capture them. */
    static class Worker {
        private final String name;
        private Object conn;
        private Runnable own;

        Worker(String name) {
            this.name = name;
        }

        Callable<String> capturingThis(int number) {
            return () -> name + number;
        }

        Callable<String> anonymous(String suffix) {
            return new Callable<>() {
                @Override
                public String call() {
                    return name + suffix;
                }
            };
        }

        Callable<String> local(String suffix) {
            class Local implements Callable<String> {
                @Override
                public String call() {
                    return suffix + name;
                }
            }
            return new Local();
        }

        final class Inner implements Callable<String> {
            @Override
            public String call() {
                return "inner " + name;
            }
        }

        private String describe() {
            return "private " + name;
        }

        Callable<String> boundPrivate() {
            return this::describe;
        }

        Callable<String> ofSuper() {
            return () -> super.getClass().getSimpleName() + Worker.super.equals(this);
        }
    }

    private interface WithDefault {
        default Supplier<String> inDefaultMethod() {
            return () -> "default of " + text();
        }

        String text();
    }

    private record Text(String text) implements WithDefault {}

    private static int widened(long number) {
        return (int) number + 1;
    }

    private static String joined(String... parts) {
        return String.join("+", parts);
    }

    /** A value that calls a lambda and shows what comes out. */
    record Case(String name, Supplier<Object> lambda, Function<Object, Object> call, Object expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    @SuppressWarnings("unchecked") // each caller knows what it has put
    private static <T> Case of(String name, Supplier<T> lambda, Function<T, Object> call, Object expected) {
        return new Case(name, (Supplier<Object>) (Supplier<?>) lambda, value -> call.apply((T) value), expected);
    }

    private static Case callable(String name, Supplier<Callable<String>> task, String expected) {
        return of(
                name,
                task,
                copy -> {
                    try {
                        return copy.call();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                },
                expected);
    }

    static Stream<Case> lambdas() {
        Worker worker = new Worker("w");
        byte one = 1;
        short two = 2;
        char three = '3';
        boolean yes = true;
        float half = 0.5f;
        double quarter = 0.25;
        long big = 1L << 40;
        return Stream.of(
                callable("nothing captured", () -> () -> "nothing", "nothing"),
                callable("nothing captured, another", () -> () -> "something", "something"),
                callable(
                        "all primitive types",
                        () -> () -> "" + one + two + three + yes + half + quarter + big,
                        "123true0.50.251099511627776"),
                callable("this", () -> worker.capturingThis(4), "w4"),
                callable("anonymous class", () -> worker.anonymous("!"), "w!"),
                callable("local class", () -> worker.local("?"), "?w"),
                callable("inner class", () -> worker.new Inner(), "inner w"),
                callable("private method of this", worker::boundPrivate, "private w"),
                callable("super", worker::ofSuper, "Workertrue"),
                callable(
                        "lambda in lambda",
                        () -> {
                            Supplier<String> inner = () -> "in" + big;
                            return () -> inner.get() + "out";
                        },
                        "in1099511627776out"),
                of("static method", () -> (Function<Integer, Integer>) Math::abs, f -> f.apply(-3), 3),
                of("widening", () -> (ToIntFunction<Integer>) LambdaElementsTest::widened, f -> f.applyAsInt(1), 2),
                of("bound receiver", () -> (Supplier<Integer>) "four"::length, Supplier::get, 4),
                of("unbound receiver", () -> (ToIntFunction<String>) String::length, f -> f.applyAsInt("abc"), 3),
                of("interface method", () -> (Function<List<?>, Integer>) List::size, f -> f.apply(List.of(1)), 1),
                of("constructor", () -> (Function<String, Text>) Text::new, f -> f.apply("a"), new Text("a")),
                of("constructor of Object", () -> (Supplier<Object>) Object::new, s -> s.get() != null, true),
                of("constructor of a list", () -> (Supplier<Object>) ArrayList::new, Supplier::get, List.of()),
                of("array constructor", () -> (IntFunction<int[]>) int[]::new, f -> f.apply(2).length, 2),
                of(
                        "variable arity",
                        () -> (BiFunction<String, String, String>) LambdaElementsTest::joined,
                        f -> f.apply("a", "b"),
                        "a+b"),
                of("boxed result", () -> (Function<String, Integer>) Integer::parseInt, f -> f.apply("7"), 7),
                of("unboxing itself", () -> (Function<Integer, Object>) Integer::intValue, f -> f.apply(6), 6),
                of("hash of strings", () -> (ToIntFunction<String>) Object::hashCode, f -> f.applyAsInt("a"), 97),
                of("hash of numbers", () -> (ToIntFunction<Integer>) Object::hashCode, f -> f.applyAsInt(5), 5),
                of("hash of anything", () -> (ToIntFunction<Object>) Object::hashCode, f -> f.applyAsInt("b"), 98),
                of("longs", () -> (LongBinaryOperator) (a, b) -> a * b + big, f -> f.applyAsLong(2, 3), big + 6),
                of("default method", () -> new Text("t").inDefaultMethod(), Supplier::get, "default of t"),
                of("of the JDK", () -> Function.identity(), f -> f.apply("same"), "same"),
                of("of the JDK, captured", () -> Predicate.isEqual("a").negate(), p -> p.test("a"), false),
                of(
                        "marked",
                        () -> (Supplier<Boolean> & Cloneable) () -> true,
                        s -> s.get() && s instanceof Cloneable,
                        true),
                of(
                        "serializable, but not what it captures",
                        () -> {
                            Worker captured = worker;
                            return (Supplier<String> & Serializable) () -> captured.name;
                        },
                        s -> s.get() + (s instanceof Serializable),
                        "wtrue"));
    }

    @ParameterizedTest
    @MethodSource("lambdas")
    void travels(Case lambda) {
        Object copy = codec.decode(codec.encode(lambda.lambda.get(), "jobs"), "jobs");
        assertThat(lambda.call.apply(copy)).isEqualTo(lambda.expected);
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        Function<Long, Object> boxed = Long::valueOf;
        Function<Long, Object> unboxed = Long::longValue;
        int refused = 0;
        for (Function<Long, Object> lambda : List.of(boxed, unboxed)) {
            byte[] bytes;
            try {
                bytes = codec.encode(lambda, "jobs");
            } catch (ElementException e) {
                assertThat(e).hasMessageContaining("two that cannot be told apart, of java/lang/Long.");
                refused++;
                continue;
            }
            // From JDK 25 on the classes that the JDK makes for lambdas differ for one of the two.
            @SuppressWarnings("unchecked") // as it was sent
            Function<Long, Object> copy = (Function<Long, Object>) codec.decode(bytes, "jobs");
            assertThat(copy.apply(1000L)).isEqualTo(1000L);
        }
        assertThat(refused).isPositive();
    }

    /** What only Java serialization can write, with a lambda that it would refuse. */
    @Test
    void travelsInsideOfWhatWritesItself() {
        int sign = -1;
        Comparator<Integer> backwards = (a, b) -> sign * a.compareTo(b);
        Object copy = codec.decode(codec.encode(Collections.reverseOrder(backwards), "jobs"), "jobs");
        @SuppressWarnings("unchecked") // as it was sent
        Comparator<Integer> forwards = (Comparator<Integer>) copy;
        assertThat(forwards.compare(1, 2)).isNegative();
        assertThat(forwards.reversed().compare(1, 2)).isPositive();
    }

    @Test
    void sameLambdaTwiceIsOneLambda() {
        Callable<String> task = new Worker("w").capturingThis(1);
        List<?> copy = (List<?>) codec.decode(codec.encode(List.of(task, task), "jobs"), "jobs");
        assertThat(copy.get(0)).isSameAs(copy.get(1)).isNotSameAs(task);
    }

    /** As at another member, which has other classes of the same names. */
    @Test
    void isMadeFromTheClassesOfTheReader() throws Exception {
        ClassLoader reader = new SameClassesAgain();
        ElementCodec there = Codecs.of(reader, ElementFilter.standard());
        Worker worker = new Worker("far");
        for (Callable<String> task : List.of(worker.capturingThis(1), worker.anonymous("1"), worker.boundPrivate())) {
            Callable<?> copy = (Callable<?>) there.decode(codec.encode(task, "jobs"), "jobs");
            assertThat(copy.call()).isEqualTo(task.call());
            assertThat(copy.getClass().getClassLoader()).isSameAs(reader);
        }
    }

    @Test
    void pathToTheCulpritIsThatOfTheSource() {
        Worker worker = new Worker("w");
        worker.conn = new Socket();
        String suffix = ": java.net.Socket belongs to the JDK and is not Serializable; keep it out of elements";
        assertRefused(worker.capturingThis(1), "Worker.this.conn" + suffix);
        assertRefused(worker.anonymous(""), "Worker.this.conn" + suffix);
        assertRefused(worker.local(""), "Worker.this.conn" + suffix);
        assertRefused(worker.new Inner(), "Worker.this.conn" + suffix);
        assertRefused(worker, "Worker.conn" + suffix);
        long before = 1;
        Object conn = worker.conn;
        assertRefused((Supplier<String>) () -> before + " " + conn, "conn" + suffix);
        Callable<?> inner = worker.capturingThis(1);
        assertRefused((Supplier<Object>) () -> inner, "inner.Worker.this.conn" + suffix);
    }

    private void assertRefused(Object element, String reason) {
        assertThatThrownBy(() -> codec.encode(element, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageEndingWith(" cannot be sent to other members: " + reason);
    }

    @Test
    void circleIsRefusedWhereItIsWritten() {
        Worker worker = new Worker("w");
        worker.own = () -> worker.describe();
        assertThatThrownBy(() -> codec.encode(worker.own, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("worker.own: its objects refer to each other in a circle through a lambda");
    }

    @Test
    void circleThroughARecordIsRefusedRatherThanCut() {
        List<Object> list = new ArrayList<>();
        record Holder(Object content) {}
        list.add(new Holder(list));
        Object element = list.get(0);
        byte[] bytes = codec.encode(element, "jobs");
        assertThatThrownBy(() -> codec.decode(bytes, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("in a circle through an object that cannot be changed");
    }

    @Test
    void nothingIsLinkedButWhatTheFilterAllows() {
        ElementFilter others = ElementFilter.of("com.acme.**");
        byte[] bytes = codec.encode((Runnable) () -> {}, "jobs");
        ElementCodec strict = Codecs.of(getClass().getClassLoader(), others);
        assertThatThrownBy(() -> strict.decode(bytes, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("class " + getClass().getName() + " is not allowed by the filter");
        assertThatThrownBy(() -> codec.encode((Function<Runtime, Object>) Runtime::availableProcessors, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("class java.lang.Runtime is never accepted");
    }

    /** Whatever number bytes name: only what a site of the class makes comes out, or nothing. */
    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] bytes = codec.encode((Runnable) () -> {}, "jobs");
        for (int i = bytes.length - 9; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> codec.decode(changed, "jobs"))
                    .as("byte " + i)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("here does not make the lambda that was sent");
        }
    }

    /** Defines this test's classes a second time. */
    private static final class SameClassesAgain extends ClassLoader {

        SameClassesAgain() {
            super(LambdaElementsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(LambdaElementsTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
