package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.rewriter.classfile.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldStoresTest {
    static List<Compiler> compilers() {
        return Compiler.all();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void staticAndInstanceFieldsInEveryKindOfCodeOfTheNest(Compiler compiler) throws Throwable {
        Sample sample = Sample.of(compiler, """
                package com.acme;
                import io.dipc.*;
                import java.util.*;
                import java.util.concurrent.*;
                import java.util.function.*;
                class App {
                    @Distributed("clinit") static final BlockingQueue<String> CLINIT = new LinkedBlockingQueue<>();
                    @Distributed("static") private static Queue<String> fromMethod;
                    @Distributed private static java.util.concurrent.Semaphore fromLambda;
                    java.util.@Distributed(value = "typed", onCrash = OnCrash.KEEP, delivery = Delivery.AT_LEAST_ONCE, execution = Execution.MAYBE)
                            Queue<String> typed =
                            new ArrayBlockingQueue<>(1);
                    @Distributed("initializer") private final ArrayBlockingQueue<String> initializer =
                            new ArrayBlockingQueue<>(3);
                    @Distributed("constructor") private final LinkedBlockingQueue<String> constructor;
                    @Distributed("nested") private Semaphore nested;
                    @Distributed("anonymous") private Semaphore anonymous;
                    static BlockingQueue<String> local = new LinkedBlockingQueue<>();

                    App(boolean big) {
                        constructor = big ? new LinkedBlockingQueue<>() : new LinkedBlockingQueue<>(5);
                    }

                    static class Nested {
                        static void store(App app) { app.nested = new Semaphore(1); }
                    }

                    static Object[] run() {
                        fromMethod = new LinkedBlockingQueue<>();
                        Runnable r = () -> fromLambda = new Semaphore(1);
                        r.run();
                        App app = new App(true);
                        Nested.store(app);
                        new Object() { void store() { app.anonymous = new Semaphore(1); } }.store();
                        return new Object[] {CLINIT, fromMethod, fromLambda, app.typed, app.initializer,
                            app.constructor, app.nested, app.anonymous, local};
                    }
                }
                """);

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(sample.whats())
                .containsExactly(
                        "field com.acme.App.CLINIT key=clinit",
                        "field com.acme.App.fromMethod key=static",
                        "field com.acme.App.fromLambda key=com.acme.App.fromLambda",
                        "field com.acme.App.typed key=typed",
                        "field com.acme.App.initializer key=initializer",
                        "field com.acme.App.constructor key=constructor",
                        "field com.acme.App.nested key=nested",
                        "field com.acme.App.anonymous key=anonymous");
        for (int i = 0; i < stored.length - 1; i++) {
            assertThat(Sample.isProxy(stored[i])).as("object %s", i).isTrue();
        }
        assertThat(Sample.isProxy(stored[stored.length - 1])).isFalse();
        Class<?> app = sample.loadClass("com.acme.App");
        for (Sample.Bind bind : sample.binds) {
            assertThat(bind.place().declaringClass()).isSameAs(app);
            if (bind.place().kind() == Place.Kind.STATIC_FIELD) {
                assertThat(bind.owner()).isNull();
            } else {
                assertThat(bind.owner()).isInstanceOf(app);
            }
        }
        assertThat(sample.binds.get(3).place().policies())
                .isEqualTo(new Policies("KEEP", "AT_LEAST_ONCE", "MAYBE", ""));
        assertThat(sample.binds.get(3).place().declaredType()).isEqualTo("java.util.Queue");
        assertThat(sample.binds.get(4).place().policies()).isEqualTo(Policies.DEFAULT);
        assertThat(sample.binds.get(4).place().declaredType()).isEqualTo("java.util.concurrent.ArrayBlockingQueue");
        assertThat(sample.errors).isEmpty();
        assertThat(sample.warnings).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void buffersAreBoundAndNoCallOfTheirsIsRewritten(Compiler compiler) throws Throwable {
        Sample sample = Sample.of(compiler, """
                package com.acme;
                import io.dipc.*;
                import java.nio.*;
                class App {
                    @Distributed(value = "plate", backups = 0) static MappedByteBuffer plate;
                    @Distributed("cells-{name}") private final ByteBuffer cells;
                    final String name = "north";

                    App() { cells = ByteBuffer.allocateDirect(8); }

                    static Object[] run() {
                        plate = null;
                        @Distributed("rows") ByteBuffer rows = ByteBuffer.allocateDirect(16);
                        rows.putLong(8, 7);
                        return new Object[] {plate, new App().cells, rows};
                    }
                }
                """);

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(sample.binds)
                .extracting(bind -> bind.place().key())
                .containsExactly("plate", "rows", "cells-{name}");
        assertThat(sample.binds.get(0).place().policies().backups()).isEqualTo("0");
        assertThat(sample.binds.get(0).place().declaredType()).isEqualTo("java.nio.MappedByteBuffer");
        assertThat(sample.binds.get(1).place().policies()).isEqualTo(Policies.DEFAULT);
        assertThat(((java.nio.ByteBuffer) stored[2]).getLong(8)).isEqualTo(7);
        assertThat(sample.errors).isEmpty();
        assertThat(sample.warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Collection<String>",
                "Queue<String>",
                "Deque<String>",
                "BlockingQueue<String>",
                "BlockingDeque<String>",
                "TransferQueue<String>",
                "ArrayBlockingQueue<String>",
                "LinkedBlockingQueue<String>",
                "LinkedBlockingDeque<String>",
                "PriorityBlockingQueue<String>",
                "DelayQueue<Delayed>",
                "SynchronousQueue<String>",
                "LinkedTransferQueue<String>",
                "ConcurrentLinkedQueue<String>",
                "ConcurrentLinkedDeque<String>",
                "Semaphore"
            })
    void everyDeclaredType(String type) throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("shared") static %1$s shared;
                    @Distributed("own") private %1$s own;
                    static void run() {
                        shared = null;
                        new App().own = null;
                    }
                }
                """.formatted(type));

        sample.call("com.acme.App", "run");

        assertThat(sample.binds)
                .extracting(bind -> bind.place().resolveKey(bind.owner()))
                .containsExactly("shared", "own");
        assertThat(sample.errors).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void recordsEnumsAndInterfaces(Compiler compiler) throws Throwable {
        Sample sample = Sample.of(compiler, """
                package com.acme;
                import io.dipc.*;
                import java.util.*;
                import java.util.concurrent.*;
                class App {
                    record Canonical(@Distributed("canonical-{name}") BlockingQueue<String> queue, String name) {}
                    record Compact(@Distributed("compact") Semaphore permits, int more) {
                        Compact { permits = permits == null ? new Semaphore(1) : permits; }
                    }
                    record Explicit(@Distributed("explicit") Semaphore permits) {
                        Explicit(Semaphore permits) { this.permits = permits; }
                        public Semaphore permits() { return permits; }
                        static @Distributed("component") Semaphore inRecord = new Semaphore(1);
                    }
                    enum Level {
                        LOW { int weight() { return 1; } }, HIGH { int weight() { return 2; } };
                        abstract int weight();
                        @Distributed("level-{label}") final Queue<String> queue = new LinkedBlockingQueue<>();
                        final String label = name().toLowerCase();
                    }
                    interface Constants {
                        @Distributed("constant") BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();
                    }
                    static class Generic<Q extends BlockingQueue<String>> {
                        @Distributed("generic") Q queue;
                        Generic(Q queue) { this.queue = queue; }
                    }
                    static Object[] run() {
                        return new Object[] {
                            new Canonical(new LinkedBlockingQueue<>(), "north").queue(),
                            new Compact(null, 1).permits(),
                            new Explicit(new Semaphore(1)).permits(),
                            Explicit.inRecord,
                            Level.LOW.queue,
                            Level.HIGH.queue,
                            Constants.QUEUE,
                            new Generic<BlockingQueue<String>>(new LinkedBlockingQueue<>()).queue};
                    }
                }
                """);

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(stored).allMatch(Sample::isProxy);
        assertThat(sample.binds)
                .extracting(bind -> bind.place().resolveKey(bind.owner()))
                .containsExactly(
                        "canonical-north",
                        "compact",
                        "component",
                        "explicit",
                        "level-low",
                        "level-high",
                        "constant",
                        "generic");
        assertThat(sample.errors).isEmpty();
    }

    @Test
    void storesOfNullAndOfProxiesAreBoundToo() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("jobs") static Semaphore s;
                    static Object run() {
                        s = null;
                        s = new Semaphore(1);
                        Semaphore again = s;
                        s = again;
                        Semaphore chained = s = new Semaphore(2);
                        return chained;
                    }
                }
                """);

        Object chained = sample.call("com.acme.App", "run");

        assertThat(sample.binds).hasSize(4);
        assertThat(sample.binds.get(0).value()).isNull();
        assertThat(sample.binds.get(2).value()).isInstanceOf(Sample.SemaphoreProxy.class);
        // Documented: an alias made before the store stays local.
        assertThat(chained).isExactlyInstanceOf(java.util.concurrent.Semaphore.class);
    }
}
