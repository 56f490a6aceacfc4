package io.dipc.rewriter;

import static io.dipc.rewriter.Refused.IMPORTS;
import static io.dipc.rewriter.Refused.app;
import static io.dipc.rewriter.Refused.assertRefused;
import static io.dipc.rewriter.Refused.failure;
import static io.dipc.rewriter.Refused.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.refusal.ForeignStore;
import io.dipc.rewriter.refusal.LoadedBeforeAgent;
import io.dipc.rewriter.refusal.ReflectiveStore;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types that cannot be distributed, and stores that are not seen. */
class StoreRefusalsTest {
    @Test
    void unsupportedTypeOfAnInstanceField() {
        Sample sample = app("""
                @Distributed("m") private Map<String, String> map;
                static Object run() { return new App(); }
                """);

        assertRefused(failure(sample), DistributedField.unsupported("field com.acme.App.map", "java.util.Map"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Object", "Object[]", "PriorityQueue<String>", "List<String>", "int[]", "java.nio.ByteBuffer[]"})
    void unsupportedTypeOfAStaticField(String type) {
        Sample sample = app("@Distributed static " + type + " f = null; static Object run() { f = null; return f; }");

        Throwable thrown = failure(sample);

        assertThat(thrown).isInstanceOf(ExceptionInInitializerError.class);
        assertThat(thrown.getCause())
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.f", "java.util.concurrent.BlockingQueue");
    }

    @Test
    void unsupportedTypeOfAPrivateStaticFieldIsRefusedAtTheStore() {
        Sample sample = app("@Distributed private static Object o; static void run() { o = new Semaphore(1); }");

        Throwable thrown = failure(sample);

        assertThat(thrown).isInstanceOf(NotDistributableException.class);
        assertRefused(thrown, DistributedField.unsupported("field com.acme.App.o", "java.lang.Object"));
    }

    @Test
    void unsupportedTypeOfAVariable() {
        Sample sample = Sample.of(
                Compiler.JAVAC.with("-g"),
                IMPORTS + "class App { static void run() { @Distributed(\"m\") Map<String, String> m = null;"
                        + " if (m == null) { m = new HashMap<>(); } } }");

        assertRefused(
                failure(sample), DistributedField.unsupported("local variable m in com.acme.App.run", "java.util.Map"));
    }

    @Test
    void unsupportedTypeLetPassIsOneWarning() throws Throwable {
        Sample sample = new Sample(Compiler.JAVAC.compile(IMPORTS + """
                        class App {
                            @Distributed("m") Map<String, String> map = new HashMap<>();
                            App() {}
                            App(int i) { map = new TreeMap<>(); }
                            static Object run() { new App(1); return new App().map; }
                        }
                        """), open(RewriterConfig.annotationsOnly()));

        assertThat(sample.call("com.acme.App", "run")).isInstanceOf(java.util.HashMap.class);
        assertThat(sample.warnings)
                .containsExactly(DistributedField.unsupported("field com.acme.App.map", "java.util.Map")
                        .message());
        assertThat(sample.binds).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void foreignStore(boolean resources) {
        Sample sample = Sample.of(
                IMPORTS + "class App { @Distributed(\"s\") Semaphore s; static void run() { new Other().store(); } }",
                "package com.acme; import java.util.concurrent.*;"
                        + " class Other extends App { void store() { s = new Semaphore(1); } }");

        Throwable thrown = failure(resources ? sample : sample.withoutResources());

        assertRefused(thrown, new ForeignStore("field com.acme.App.s", "com.acme.Other", "com.acme.App"));
        assertThat(sample.binds).isEmpty();
    }

    @Test
    void foreignStoreIntoAConfiguredField() {
        RewriterConfig config = new RewriterConfig(Map.of("com.acme.App.s", "s"), Map.of(), Map.of(), Set.of(), true);
        Sample sample = new Sample(
                Compiler.JAVAC.compile(
                        IMPORTS + "class App { static Semaphore s; static void run() { Other.store(); } }",
                        "package com.acme; import java.util.concurrent.*;"
                                + " class Other { static void store() { App.s = new Semaphore(1); } }"),
                config);

        assertRefused(failure(sample), new ForeignStore("field com.acme.App.s", "com.acme.Other", "com.acme.App"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "App.class.getDeclaredField(\"s\").set(null, null);",
                "App.class.getDeclaredField(\"o\").set(new App(), new Semaphore(1));",
                "MethodHandles.lookup().findSetter(App.class, \"o\", Semaphore.class);",
                "MethodHandles.lookup().findStaticSetter(App.class, \"s\", Semaphore.class);",
                "MethodHandles.lookup().findVarHandle(App.class, \"o\", Semaphore.class);",
                "MethodHandles.lookup().findStaticVarHandle(App.class, \"s\", Semaphore.class);",
                "MethodHandles.lookup().unreflectSetter(App.class.getDeclaredField(\"s\"));",
                "MethodHandles.lookup().unreflectVarHandle(App.class.getDeclaredField(\"s\"));",
                "AtomicReferenceFieldUpdater.newUpdater(App.class, Semaphore.class, \"o\");",
                "Setter s = java.lang.reflect.Field::set; s.set(App.class.getDeclaredField(\"s\"), null, null);",
                "MethodHandles.Lookup l = MethodHandles.lookup(); Finder f = l::unreflectSetter;"
                        + " f.find(App.class.getDeclaredField(\"s\"));",
            })
    void reflectiveStore(String statement) {
        Sample sample = app("""
                @Distributed("s") static Semaphore s;
                @Distributed("o") volatile Semaphore o;
                interface Setter { void set(java.lang.reflect.Field f, Object o, Object v) throws Exception; }
                interface Finder { Object find(java.lang.reflect.Field f) throws Exception; }
                static void run() throws Exception {
                """ + statement + "}");

        String field = statement.contains("\"s\"") ? "s" : "o";
        assertRefused(failure(sample), new ReflectiveStore("field com.acme.App." + field));
    }

    @Test
    void reflectionOnOtherFieldsWorksAsBefore() throws Throwable {
        Sample sample = app("""
                @Distributed("s") static Semaphore s;
                private static volatile String plain = "a";
                volatile String object = "b";
                interface Setter { void set(java.lang.reflect.Field f, Object o, Object v) throws Exception; }
                static Object run() throws Throwable {
                    long wide = 4;
                    App app = new App();
                    App.class.getDeclaredField("plain").set(null, "c");
                    MethodHandle setter = MethodHandles.lookup().findSetter(App.class, "object", String.class);
                    setter.invoke(app, app.object + plain);
                    VarHandle handle = MethodHandles.lookup()
                            .unreflectVarHandle(App.class.getDeclaredField("object"));
                    handle.setVolatile(app, (String) handle.getVolatile(app) + wide);
                    AtomicReferenceFieldUpdater<App, String> updater =
                            AtomicReferenceFieldUpdater.newUpdater(App.class, String.class, "object");
                    updater.accumulateAndGet(app, "x", String::concat);
                    Setter set = java.lang.reflect.Field::set;
                    set.set(App.class.getDeclaredField("plain"), null, "d");
                    try {
                        App.class.getDeclaredField("s").get(null);
                        ((java.lang.reflect.Field) null).set(null, null);
                    } catch (NullPointerException e) {
                        return app.object + plain;
                    }
                    return "no exception";
                }
                """);

        assertThat(sample.call("com.acme.App", "run")).isEqualTo("bc4xd");
    }

    @Test
    void storesOfOthersLetPassAreOneWarningEach() throws Throwable {
        Map<String, byte[]> classes = Compiler.JAVAC.compile(
                IMPORTS + """
                        class App {
                            @Distributed("s") static Semaphore s;
                            static Object run() throws Exception {
                                for (int i = 0; i < 2; i++) {
                                    Other.store(i);
                                    App.class.getDeclaredField("s").set(null, s);
                                }
                                return s.availablePermits();
                            }
                        }
                        """,
                "package com.acme; import java.util.concurrent.*;"
                        + " class Other { static void store(int i) { App.s = new Semaphore(i); } }");
        String foreign = new ForeignStore("field com.acme.App.s", "com.acme.Other", "com.acme.App").message();
        String reflective = new ReflectiveStore("field com.acme.App.s").message();
        for (boolean resources : new boolean[] {true, false}) {
            Sample sample = new Sample(classes, open(RewriterConfig.annotationsOnly()));

            Object permits = (resources ? sample : sample.withoutResources()).call("com.acme.App", "run");

            assertThat(permits).isEqualTo(1);
            assertThat(sample.warnings).containsExactly(foreign, reflective);
            assertThat(sample.binds).isEmpty();
        }
    }

    @Test
    void loadedBeforeTheAgent() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile(
                IMPORTS + "class App { @Distributed(\"s\") static Semaphore s = new Semaphore(1); }");
        Sample sample = new Sample(classes, RewriterConfig.annotationsOnly());

        byte[] rewritten = sample.rewriter.transform(
                null, sample, "com/acme/App", Object.class, null, classes.get("com.acme.App"));

        assertThat(rewritten).isNotNull();
        assertThat(sample.errors)
                .containsExactly(new LoadedBeforeAgent("field com.acme.App.s", "com.acme.App").message());
    }

    @Test
    void classThatCannotBeRewrittenIsRefusedByTheJvm() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile(IMPORTS
                + "class App { @Distributed(\"s\") static Semaphore s = new Semaphore(1); static void run() {} }");
        // A class file of a Java that does not exist yet.
        classes.get("com.acme.App")[7] = 120;
        Sample sample = new Sample(classes, RewriterConfig.annotationsOnly());

        assertThat(failure(sample)).isInstanceOf(ClassFormatError.class);
        assertThat(sample.errors).hasSize(1);
        assertThat(sample.errors.get(0)).contains("class com.acme.App cannot be rewritten");
    }
}
