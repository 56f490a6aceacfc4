package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.rewriter.classfile.Policies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

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

    @Test
    void inheritedFieldsBelongToTheClassThatDeclaresThem() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class Base { @Distributed("inherited") Semaphore s; }
                    static class Sub extends Base {
                        Sub() { s = new Semaphore(1); }
                    }
                    static Object run() { return new Sub().s; }
                }
                """);

        Object stored = sample.call("com.acme.App", "run");

        assertThat(Sample.isProxy(stored)).isTrue();
        assertThat(sample.binds).hasSize(1);
        assertThat(sample.binds.get(0).place().declaringClass().getName()).isEqualTo("com.acme.App$Base");
        assertThat(sample.binds.get(0).place().description()).isEqualTo("field com.acme.App$Base.s");
    }

    @Test
    void nestsOfClassFilesOlderThanNests() throws Throwable {
        Sample sample = Sample.of(new Compiler("javac", null, List.of("--release", "8", "-Xlint:-options")), """
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("private") private Semaphore s;
                    @Distributed("open") Semaphore open;
                    class Inner {
                        void store() {
                            s = new Semaphore(1);
                            new Object() { void store() { open = new Semaphore(1); } }.store();
                        }
                    }
                    static Object[] run() {
                        App app = new App();
                        app.new Inner().store();
                        return new Object[] {app.s, app.open};
                    }
                }
                """);

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(stored).allMatch(Sample::isProxy);
        assertThat(sample.binds).hasSize(2);
    }

    @Test
    void nestmatesAreFoundThoughTheLoaderGivesNoResources() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class Nested {
                        static void store(App app) {
                            app.s = new Semaphore(1);
                            app.plain = new Semaphore(1);
                        }
                    }
                    @Distributed("nested") Semaphore s;
                    Semaphore plain;
                    static Object[] run() {
                        App app = new App();
                        Nested.store(app);
                        return new Object[] {app.s, app.plain};
                    }
                }
                """).withoutResources();
        sample.loadClass("com.acme.App$Nested");

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(stored).extracting(Sample::isProxy).containsExactly(true, false);
        assertThat(sample.whats()).containsExactly("field com.acme.App.s key=nested");
    }

    @Test
    void configuredFieldsNeedNoAnnotationAndGoBeforeOne() throws Throwable {
        RewriterConfig config = new RewriterConfig(
                Map.of("com.acme.App.plain", "configured", "com.acme.App.annotated", "other"),
                Map.of(),
                Map.of(
                        "com.acme.App.plain/onCrash",
                        "KEEP",
                        "com.acme.App.annotated/delivery",
                        "AT_LEAST_ONCE",
                        "com.acme.App.annotated/execution",
                        "EXACTLY_ONCE"),
                Set.of(),
                true);
        Sample sample = new Sample(Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static Semaphore plain = new Semaphore(1);
                    @Distributed(value = "annotation", onCrash = OnCrash.RELEASE) static Semaphore annotated = new Semaphore(1);
                    static Object run() { return plain; }
                }
                """), config);

        assertThat(Sample.isProxy(sample.call("com.acme.App", "run"))).isTrue();
        assertThat(sample.whats())
                .containsExactly("field com.acme.App.plain key=configured", "field com.acme.App.annotated key=other");
        assertThat(sample.binds)
                .extracting(bind -> bind.place().policies())
                .containsExactly(
                        new Policies("KEEP", "AT_MOST_ONCE", "AT_MOST_ONCE", ""),
                        new Policies("RELEASE", "AT_LEAST_ONCE", "EXACTLY_ONCE", ""));
    }

    @Test
    void configuredFieldsOfAClassFileWithoutClassConstants() throws Throwable {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "com/acme/Old", null, "java/lang/Object", null);
        String type = "Ljava/util/concurrent/Semaphore;";
        writer.visitField(Opcodes.ACC_STATIC, "s", type, null, null).visitEnd();
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        run.visitCode();
        run.visitTypeInsn(Opcodes.NEW, "java/util/concurrent/Semaphore");
        run.visitInsn(Opcodes.DUP);
        run.visitInsn(Opcodes.ICONST_1);
        run.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/concurrent/Semaphore", "<init>", "(I)V", false);
        run.visitFieldInsn(Opcodes.PUTSTATIC, "com/acme/Old", "s", type);
        run.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/Old", "s", type);
        run.visitInsn(Opcodes.ARETURN);
        run.visitMaxs(3, 0);
        run.visitEnd();
        writer.visitEnd();

        Sample sample = new Sample(
                Map.of("com.acme.Old", writer.toByteArray()),
                new RewriterConfig(Map.of("com.acme.Old.s", "old"), Map.of(), Map.of(), Set.of(), true));

        assertThat(Sample.isProxy(sample.call("com.acme.Old", "run"))).isTrue();
    }

    @Test
    void rewritingLoadsNoClassOfTheApplication() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class MyQueue extends LinkedBlockingQueue<String> {}
                    static class Other extends ArrayBlockingQueue<String> { Other() { super(1); } }
                    @Distributed("jobs") static BlockingQueue<String> jobs;
                    static void run(boolean mine) {
                        BlockingQueue<String> queue = mine ? new MyQueue() : new Other();
                        for (int i = 0; i < 3; i++) {
                            jobs = i == 1 ? queue : mine ? new Other() : new MyQueue();
                        }
                    }
                }
                """);
        Sample sample = new Sample(classes, RewriterConfig.annotationsOnly());
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                throw new AssertionError(name);
            }

            @Override
            public Class<?> loadClass(String name) {
                throw new AssertionError(name);
            }
        };

        byte[] rewritten =
                sample.rewriter.transform(null, loader, "com/acme/App", null, null, classes.get("com.acme.App"));

        assertThat(rewritten).isNotNull();
        assertThat(sample.errors).isEmpty();
    }

    @Test
    void rewritingTwiceGivesTheSameBytes() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("jobs") static BlockingQueue<String> jobs = new LinkedBlockingQueue<>();
                    @Distributed("permits") Semaphore permits = new Semaphore(1);
                }
                """);
        Sample first = new Sample(classes, RewriterConfig.annotationsOnly());
        Sample second = new Sample(classes, RewriterConfig.annotationsOnly());
        byte[] bytes = classes.get("com.acme.App");

        byte[] once = first.rewriter.transform(null, first, "com/acme/App", null, null, bytes);
        byte[] again = first.rewriter.transform(null, first, "com/acme/App", Object.class, null, bytes);
        byte[] elsewhere = first.rewriter.transform(null, second, "com/acme/App", null, null, bytes);

        assertThat(again).isEqualTo(once);
        assertThat(elsewhere).isEqualTo(once);
        assertThat(first.errors).isEmpty();
    }
}
