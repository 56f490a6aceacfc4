package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dipc.NotDistributableException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocationsTest {
    private static final String SOURCE = """
            package com.acme;
            import java.util.*;
            import java.util.concurrent.*;
            class App {
                static int capacity() { return 3; }
                static List<Object> kept = new ArrayList<>();
                static void use(Object... objects) { kept.addAll(List.of(objects)); }
                static void run(boolean fail) throws Exception {
                    BlockingQueue<String> first = new LinkedBlockingQueue<>();
                    use(first);
                    use(new ArrayBlockingQueue<String>(fail ? 1 : capacity()), new ArrayBlockingQueue<String>(1));
                    try {
                        use(new LinkedBlockingQueue<>(List.of("x")));
                        if (fail) {
                            throw new IllegalStateException();
                        }
                        use(new Semaphore(1));
                    } catch (IllegalStateException e) {
                        return;
                    } finally {
                        Semaphore s = new Semaphore(2);
                        s.release();
                        use(s);
                    }
                    use(new Semaphore(3));
                }
                static Object[] run() throws Exception {
                    run(false);
                    run(true);
                    return kept.toArray();
                }
                App() { use(new Semaphore(4)); }
            }
            """;

    static List<Compiler> compilers() {
        return Compiler.all();
    }

    static List<Compiler> compilersThatKeepLines() {
        return compilers().stream()
                .filter(compiler -> !compiler.options().contains("-g:none"))
                .toList();
    }

    private static RewriterConfig config(String... allocations) {
        Map<String, String> keys = new TreeMap<>();
        for (String allocation : allocations) {
            keys.put("com.acme.App." + allocation, "key of " + allocation);
        }
        return new RewriterConfig(
                Map.of(),
                keys,
                Map.of("com.acme.App.run/LinkedBlockingQueue#0/delivery", "AT_LEAST_ONCE"),
                Set.of(),
                true);
    }

    @ParameterizedTest
    @MethodSource("compilersThatKeepLines")
    void bySiteInTheSource(Compiler compiler) throws Throwable {
        Sample sample = new Sample(
                compiler.compile(SOURCE),
                config("run/LinkedBlockingQueue#0", "run/java.util.concurrent.ArrayBlockingQueue#0"));

        Object[] made = (Object[]) sample.call("com.acme.App", "run");

        assertThat(made)
                .extracting(Sample::isProxy)
                .containsExactly(
                        true, true, false, false, false, false, false, //
                        true, true, false, false, false);
        assertThat(sample.whats())
                .containsExactly(
                        "allocation com.acme.App.run/LinkedBlockingQueue#0 key=key of run/LinkedBlockingQueue#0",
                        "allocation com.acme.App.run/java.util.concurrent.ArrayBlockingQueue#0"
                                + " key=key of run/java.util.concurrent.ArrayBlockingQueue#0",
                        "allocation com.acme.App.run/LinkedBlockingQueue#0 key=key of run/LinkedBlockingQueue#0",
                        "allocation com.acme.App.run/java.util.concurrent.ArrayBlockingQueue#0"
                                + " key=key of run/java.util.concurrent.ArrayBlockingQueue#0");
        assertThat(sample.binds.get(0).place().declaredType()).isEqualTo("java.util.concurrent.LinkedBlockingQueue");
        assertThat(sample.binds.get(0).place().kind()).isEqualTo(Place.Kind.ALLOCATION);
        assertThat(sample.binds.get(0).place().policies().delivery()).isEqualTo("AT_LEAST_ONCE");
        assertThat(sample.binds.get(1).place().policies().delivery()).isEqualTo("AT_MOST_ONCE");
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void copiesOfAFinallyBlockAreOneSite(Compiler compiler) throws Throwable {
        Sample sample = new Sample(compiler.compile(SOURCE), config("run/Semaphore#1"));
        if (compiler.options().contains("-g:none")) {
            Throwable thrown = catchThrowable(() -> sample.call("com.acme.App", "run"));
            assertThat(thrown).isInstanceOf(ExceptionInInitializerError.class);
            assertThat(thrown.getCause())
                    .isInstanceOf(NotDistributableException.class)
                    .hasMessageContaining("without line numbers");
            return;
        }

        Object[] made = (Object[]) sample.call("com.acme.App", "run");

        assertThat(made)
                .extracting(Sample::isProxy)
                .containsExactly(
                        false, false, false, false, false, true, false, //
                        false, false, false, false, true);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void withoutFinallyBlocksLineNumbersAreNotNeeded(Compiler compiler) throws Throwable {
        Sample sample = new Sample(compiler.compile("""
                package com.acme;
                import java.util.concurrent.*;
                class App {
                    static Object[] run() {
                        return new Object[] {new Semaphore(1), new Semaphore(2), new Semaphore(new Semaphore(3).drainPermits())};
                    }
                }
                """), config("run/Semaphore#1", "run/Semaphore#2"));

        Object[] made = (Object[]) sample.call("com.acme.App", "run");

        assertThat(made).extracting(Sample::isProxy).containsExactly(false, true, true);
    }

    @Test
    void inAConstructor() throws Throwable {
        Sample sample = new Sample(Compiler.JAVAC.compile(SOURCE), config("<init>/Semaphore#0"));

        var constructor = sample.loadClass("com.acme.App").getDeclaredConstructor();
        constructor.setAccessible(true);
        constructor.newInstance();

        assertThat(sample.whats())
                .containsExactly("allocation com.acme.App.<init>/Semaphore#0 key=key of <init>/Semaphore#0");
    }
}
