package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Annotated local variables, compiled with and without tables of local variables.
 */
class LocalVariablesTest {
    private static final String IMPORTS = """
            package com.acme;
            import io.dipc.*;
            import java.util.*;
            import java.util.concurrent.*;
            """;

    static List<Compiler> compilers() {
        return Compiler.all();
    }

    private static Sample sample(Compiler compiler, String members) {
        return Sample.of(compiler, IMPORTS + "class App {\n" + members + "\n}\n");
    }

    private static void assertBound(Sample sample, String... keys) {
        assertThat(sample.binds).extracting(bind -> bind.place().key()).containsExactly(keys);
        assertThat(sample.binds).extracting(bind -> bind.place().kind()).containsOnly(Place.Kind.LOCAL_VARIABLE);
        assertThat(sample.binds).extracting(Sample.Bind::owner).containsOnlyNulls();
        assertThat(sample.errors).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void withInitializer(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                static Object[] run() throws Exception {
                    @Distributed("queue") BlockingQueue<String> queue = new LinkedBlockingQueue<>();
                    long wide = 7;
                    @Distributed("array") ArrayBlockingQueue<String> array = new ArrayBlockingQueue<>(3);
                    @Distributed("permits") Semaphore permits = new Semaphore(2);
                    Semaphore local = new Semaphore(2);
                    queue.put("a");
                    array.put("b");
                    permits.acquire();
                    local.acquire();
                    return new Object[] {queue, array, permits, permits.availablePermits(), local, wide};
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(sample, "queue", "array", "permits");
        assertThat(result[0]).isInstanceOf(Sample.QueueProxy.class);
        assertThat(result[1]).isInstanceOf(Sample.ArrayQueueProxy.class);
        assertThat(result[2]).isInstanceOf(Sample.SemaphoreProxy.class);
        assertThat(result[3]).isEqualTo(41);
        assertThat(Sample.isProxy(result[4])).isFalse();
        assertThat(sample.binds.get(0).place().description())
                .isEqualTo(
                        compiler.keepsVariables()
                                ? "local variable queue in com.acme.App.run"
                                : "an annotated local variable in com.acme.App.run");
        assertThat(sample.binds.get(2).place().declaredType()).isEqualTo("java.util.concurrent.Semaphore");
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void assignedInBranches(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                static boolean yes() { return true; }
                static boolean no() { return false; }
                static Object[] run() throws Exception {
                    @Distributed("a") BlockingQueue<String> a;
                    if (yes()) { a = new LinkedBlockingQueue<>(); } else { a = new ArrayBlockingQueue<>(1); }
                    a.put("x");
                    @Distributed("b") BlockingQueue<String> b;
                    if (no()) { b = new LinkedBlockingQueue<>(); } else { b = new ArrayBlockingQueue<>(1); }
                    b.put("x");
                    @Distributed("c") Semaphore c = yes() ? new Semaphore(1) : new Semaphore(2);
                    c.acquire();
                    @Distributed("d") BlockingQueue<String> d = no() ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(1);
                    @Distributed("e") Semaphore e;
                    switch (a.size()) {
                        case 0: e = new Semaphore(0); break;
                        case 1: e = new Semaphore(1); break;
                        default: throw new IllegalStateException();
                    }
                    e.acquire();
                    return new Object[] {a, b, c, d, e};
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(sample, "a", "b", "c", "d", "e");
        assertThat(result).allMatch(Sample::isProxy);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void inLoopsAndBlocksThatShareASlot(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                static Object[] run() throws Exception {
                    List<Object> all = new ArrayList<>();
                    for (int i = 0; i < 2; i++) {
                        @Distributed("loop") BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
                        queue.put(i);
                        all.add(queue);
                    }
                    {
                        @Distributed("first") Semaphore s = new Semaphore(1);
                        s.acquire();
                        all.add(s);
                    }
                    {
                        Semaphore plain = new Semaphore(1);
                        plain.acquire();
                        all.add(plain);
                    }
                    {
                        @Distributed("second") Queue<String> q = new LinkedBlockingQueue<>();
                        q.add("x");
                        all.add(q);
                        q = new ArrayBlockingQueue<>(2);
                        q.add("y");
                        all.add(q);
                    }
                    @Distributed("while") Semaphore w = null;
                    while (w == null) {
                        w = new Semaphore(3);
                    }
                    all.add(w);
                    return all.toArray();
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(sample, "loop", "loop", "first", "second", "second", "while", "while");
        assertThat(sample.binds.get(5).value()).isNull();
        assertThat(result).extracting(Sample::isProxy).containsExactly(true, true, true, false, true, true, true);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void capturedByLambdasAndDeclaredInThem(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                final Object[] made = new Object[4];
                { @Distributed("block") Semaphore s = new Semaphore(1); s.release(); made[0] = s; }
                App() { @Distributed("constructor") Semaphore s = new Semaphore(1); s.release(); made[1] = s; }
                static Object[] run() throws Exception {
                    @Distributed("captured") BlockingQueue<Object> captured = new LinkedBlockingQueue<>();
                    Callable<Object> lambda = () -> {
                        @Distributed("inner") Semaphore inner = new Semaphore(1);
                        inner.acquire();
                        captured.put("x");
                        return new Object[] {captured, inner};
                    };
                    Object anonymous = new Callable<Object>() {
                        public Object call() { return captured; }
                    }.call();
                    Object[] both = (Object[]) lambda.call();
                    App app = new App();
                    return new Object[] {captured, both[0], both[1], anonymous, app.made[0], app.made[1]};
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(sample, "captured", "inner", "block", "constructor");
        assertThat(result).allMatch(Sample::isProxy);
        assertThat(result[1]).isSameAs(result[0]);
        assertThat(result[3]).isSameAs(result[0]);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void inTryAndForEach(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                static BlockingQueue<String> make() { return new LinkedBlockingQueue<>(); }
                static Object[] run() throws Exception {
                    List<Object> all = new ArrayList<>();
                    @Distributed("try") BlockingQueue<String> t;
                    try {
                        t = make();
                    } catch (IllegalStateException e) {
                        t = new ArrayBlockingQueue<>(1);
                    } finally {
                        all.add("finally");
                    }
                    t.put("x");
                    all.add(t);
                    for (@Distributed("each") BlockingQueue<String> each : List.of(make(), make())) {
                        each.put("x");
                        all.add(each);
                    }
                    BlockingQueue<String> alias = make();
                    @Distributed("alias") BlockingQueue<String> b = alias;
                    b.put("x");
                    all.add(b);
                    return all.toArray();
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(sample, "try", "each", "each", "alias");
        assertThat(result).hasSize(5).filteredOn(Sample::isProxy).hasSize(4);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void inUnusualPlaces(Compiler compiler) throws Throwable {
        Sample sample = sample(compiler, """
                static final List<Object> made = new ArrayList<>();
                static final Runnable FIELD = () -> {
                    @Distributed("field") Semaphore s = new Semaphore(1);
                    s.release();
                    Runnable nested = () -> {
                        @Distributed("nested") Semaphore n = new Semaphore(1);
                        n.release();
                        made.add(n);
                    };
                    nested.run();
                    made.add(s);
                };
                interface Default {
                    default Object get() {
                        @Distributed("default") Semaphore s = new Semaphore(1);
                        s.release();
                        return s;
                    }
                }
                final Object initialised = new Object() {
                    { @Distributed("anonymous") Semaphore s = new Semaphore(1); s.release(); made.add(s); }
                };
                App(long wide, double wider, Semaphore other) {
                    this(wide > 1);
                    @Distributed("delegating") Semaphore s = other == null ? new Semaphore(1) : other;
                    s.release();
                    made.add(s);
                }
                App(boolean b) {}
                static Object[] run() throws Exception {
                    FIELD.run();
                    made.add(new Default() {}.get());
                    new App(1, 2, null);
                    int day = made.size();
                    Object chosen = switch (day) {
                        case 1 -> "one";
                        default -> {
                            @Distributed("switch") Semaphore s = new Semaphore(day);
                            s.release();
                            yield s;
                        }
                    };
                    made.add(chosen);
                    synchronized (made) {
                        @Distributed("synchronized") BlockingQueue<String> q = new LinkedBlockingQueue<>() {};
                        q.put("x");
                        made.add(q);
                    }
                    do {
                        @Distributed("first") Semaphore a = new Semaphore(1), b = new Semaphore(2);
                        if (a == b) { continue; }
                        made.add(a);
                        made.add(b);
                    } while (made.isEmpty());
                    final @Distributed("final") Semaphore last;
                    last = new Semaphore(1);
                    last.release();
                    made.add(last);
                    return made.toArray();
                }
                """);

        Object[] result = (Object[]) sample.call("com.acme.App", "run");

        assertBound(
                sample,
                "field",
                "nested",
                "default",
                "anonymous",
                "delegating",
                "switch",
                "synchronized",
                "first",
                "first",
                "final");
        assertThat(result).allMatch(Sample::isProxy);
    }
}
