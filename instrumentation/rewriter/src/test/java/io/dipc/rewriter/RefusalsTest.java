package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.refusal.AmbiguousAllocation;
import io.dipc.rewriter.refusal.AmbiguousVariable;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.ForeignStore;
import io.dipc.rewriter.refusal.KeyFieldMissing;
import io.dipc.rewriter.refusal.KeyFieldNull;
import io.dipc.rewriter.refusal.LoadedBeforeAgent;
import io.dipc.rewriter.refusal.MisplacedAnnotation;
import io.dipc.rewriter.refusal.MissingAllocation;
import io.dipc.rewriter.refusal.MissingField;
import io.dipc.rewriter.refusal.ReflectiveStore;
import io.dipc.rewriter.refusal.Refusal;
import io.dipc.rewriter.refusal.UnknownVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every reason not to distribute something: what the application meets, and that it names place, reason and remedy.
 */
class RefusalsTest {
    private static final String IMPORTS = """
            package com.acme;
            import io.dipc.*;
            import java.lang.invoke.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            """;

    static List<Compiler> compilers() {
        return Compiler.all().stream().filter(Compiler::keepsVariables).toList();
    }

    private static void assertRefused(Throwable thrown, Refusal expected) {
        Throwable refusal = thrown instanceof ExceptionInInitializerError ? thrown.getCause() : thrown;
        assertThat(refusal).isInstanceOf(NotDistributableException.class).hasMessage(expected.message());
        assertThat(expected.message()).doesNotContain("\n").contains(expected.place(), expected.reason(), "; ");
    }

    private static Throwable failure(Sample sample) {
        return catchThrowable(() -> sample.call("com.acme.App", "run"));
    }

    private static Sample app(String members) {
        return Sample.of(IMPORTS + "class App {\n" + members + "\n}\n");
    }

    private static RewriterConfig open(RewriterConfig config) {
        return new RewriterConfig(config.fields(), config.allocations(), config.policies(), config.threads(), false);
    }

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

    @ParameterizedTest
    @MethodSource("compilers")
    void misplacedAnnotations(Compiler compiler) {
        Map<String, String> misplaced = new LinkedHashMap<>(Map.of(
                "static void f(@Distributed Semaphore s) {}", "a parameter",
                "static @Distributed Semaphore f() { return null; }", "a return type",
                "static List<@Distributed Semaphore> f;", "a type argument",
                "static void f() { List<@Distributed Semaphore> f = new ArrayList<>(); f.add(null); }",
                        "a type argument",
                "static Object f(Object o) { return (@Distributed Semaphore) o; }", "a type in an expression",
                "static Object f() { return new @Distributed Semaphore(1); }", "a type in an expression",
                "static <T extends @Distributed Semaphore> T f(T t) { return t; }", "a type parameter",
                "static class N extends @Distributed Semaphore { N() { super(1); } } static N f = new N();",
                        "a superclass, an interface or a type parameter",
                "record R(List<@Distributed Semaphore> list) {} static R f = new R(null);", "a type argument"));
        misplaced.put(
                "interface F { void f(Semaphore s); } static F f = (@Distributed Semaphore s) -> s.release();",
                "a parameter");
        misplaced.put("static void f(@Distributed Semaphore[] p) {}", "the components of an array");
        misplaced.put("static List<@Distributed Semaphore[]> f;", "the components of an array");
        misplaced.put("static Object f = new ArrayList<@Distributed Semaphore>();", "a type in an expression");
        misplaced.put(
                "static boolean f(Object o) { return o instanceof @Distributed Semaphore; }",
                "a type in an expression");
        misplaced.forEach((member, where) -> {
            Sample sample = Sample.of(
                    compiler, IMPORTS + "class App {\n" + member + "\nstatic Object run() { return App.class; } }");

            Throwable thrown = failure(sample);

            assertThat(thrown).as(member).isInstanceOf(ExceptionInInitializerError.class);
            assertThat(thrown.getCause()).isInstanceOf(NotDistributableException.class);
            assertThat(thrown.getCause().getMessage())
                    .isEqualTo(new MisplacedAnnotation(
                                    thrown.getCause().getMessage().replaceFirst(" cannot be distributed.*", ""), where)
                            .message())
                    .contains("com.acme.App");
        });
    }

    @Test
    void missingFieldOfTheConfiguration() {
        RewriterConfig config =
                new RewriterConfig(Map.of("com.acme.App.jobs", "jobs"), Map.of(), Map.of(), Set.of(), true);
        Sample sample = new Sample(
                Compiler.JAVAC.compile(IMPORTS + "class App { static Object run() { return null; } }"), config);

        assertRefused(
                failure(sample),
                new MissingField("field com.acme.App.jobs", "class com.acme.App declares no field jobs"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none/Semaphore#0 | class com.acme.App has no method none",
                "run/Semaphore#2 | the method contains 2 of them, counted from #0 to #1",
                "run/LinkedBlockingQueue#0 | the method contains no new LinkedBlockingQueue(..)",
            })
    void missingAllocation(String allocation, String found) {
        Sample sample = allocating(allocation);

        assertRefused(failure(sample), new MissingAllocation("allocation com.acme.App." + allocation, found));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "overloaded/Semaphore#0 | 2 methods overloaded allocate such an object",
                "loop/Semaphore#0 | line 16 allocates in several pieces of code",
                "both/ArrayBlockingQueue#0 | the method allocates several classes of that name:"
                        + " com.acme.App$ArrayBlockingQueue, java.util.concurrent.ArrayBlockingQueue",
            })
    void ambiguousAllocation(String allocation, String found) {
        Sample sample = allocating(allocation);

        assertRefused(failure(sample), new AmbiguousAllocation("allocation com.acme.App." + allocation, found));
    }

    @Test
    void unsupportedAllocation() {
        assertRefused(
                failure(allocating("run/ArrayList#0")),
                DistributedField.unsupported("allocation com.acme.App.run/ArrayList#0", "java.util.ArrayList"));
    }

    private static Sample allocating(String allocation) {
        return new Sample(
                Compiler.JAVAC.compile(IMPORTS + """
                        class App {
                            static Object run() {
                                new ArrayList<String>();
                                new Semaphore(1);
                                return new Semaphore(2);
                            }
                            static Object overloaded() { return new Semaphore(1); }
                            static Object overloaded(int i) { return new Semaphore(i); }
                            static void loop() {
                                for (Semaphore s = new Semaphore(1); !s.tryAcquire(); s = new Semaphore(2)) {
                                    s.drainPermits();
                                }
                            }
                            static class ArrayBlockingQueue {}
                            static void both() {
                                new ArrayBlockingQueue();
                                new java.util.concurrent.ArrayBlockingQueue<String>(1);
                            }
                        }
                        """),
                new RewriterConfig(Map.of(), Map.of("com.acme.App." + allocation, "key"), Map.of(), Set.of(), true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a-{ | its key \"a-{\" names no field in {} (expected: the name of a field of the same object)",
                "a-{} | its key \"a-{}\" names no field in {} (expected: the name of a field of the same object)",
                "a-{b.c} | its key \"a-{b.c}\" names no field in {b.c} (expected: the name of a field of the same object)",
                "a-{b | its key \"a-{b\" is not a template (expected: each { closed by a })",
                "a}-{b} | its key \"a}-{b}\" is not a template (expected: each { closed by a })",
            })
    void badKeyTemplate(String key, String problem) {
        Sample sample = app("@Distributed(\"" + key + "\") Semaphore s = new Semaphore(1);"
                + " static Object run() { return new App(); }");

        Throwable thrown = failure(sample);

        String expected =
                key.equals("a-{") ? "its key \"a-{\" is not a template (expected: each { closed by a })" : problem;
        assertRefused(thrown, new BadKeyTemplate("field com.acme.App.s", expected));
    }

    @Test
    void keyTemplateOnAStaticField() {
        Sample sample = app("@Distributed(\"a-{b}\") static Semaphore s; static String b; static void run() {}");

        assertRefused(
                failure(sample),
                new BadKeyTemplate(
                        "field com.acme.App.s",
                        "its key \"a-{b}\" names fields of an object, and the field is static"));
    }

    @Test
    void keyTemplateOnAVariable() {
        Sample sample = Sample.of(
                Compiler.JAVAC.with("-g"),
                IMPORTS + "class App { static void run() { @Distributed(\"a-{b}\") Semaphore s = new Semaphore(1);"
                        + " s.release(); } }");

        assertRefused(
                failure(sample),
                new BadKeyTemplate(
                        "local variable s in com.acme.App.run",
                        "its key \"a-{b}\" names fields, and a local variable has none"));
    }

    @Test
    void keyFieldMissing() {
        Sample sample = app("@Distributed(\"a-{region}\") Semaphore s = new Semaphore(1);"
                + " static Object run() { return new App(); }");

        assertRefused(
                failure(sample), new KeyFieldMissing("field com.acme.App.s", "a-{region}", "region", "com.acme.App"));
    }

    @Test
    void keyFieldNull() throws Throwable {
        Sample sample = app("@Distributed(\"a-{region}\") Semaphore s = new Semaphore(1); String region;"
                + " static Object run() { return new App(); }");
        sample.call("com.acme.App", "run");
        Sample.Bind bind = sample.binds.get(0);

        assertThatExceptionOfType(NotDistributableException.class)
                .isThrownBy(() -> bind.place().resolveKey(bind.owner()))
                .withMessage(new KeyFieldNull("field com.acme.App.s", "a-{region}", "region").message());
    }

    @Test
    void variableWithoutKeyAndName() {
        Sample sample = Sample.of(
                Compiler.JAVAC.with("-g:none"),
                IMPORTS + "class App { static void run() { @Distributed Semaphore s = new Semaphore(1);"
                        + " s.release(); } }");

        assertRefused(
                failure(sample),
                new UnknownVariable(
                        "an annotated local variable in com.acme.App.run",
                        "it has no key, and its name is not in the class file"));
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void variablesWithTheSameDefaultKey(Compiler compiler) throws Throwable {
        String copies = """
                { @Distributed Semaphore block = new Semaphore(1); block.release(); }
                App() {}
                App(int i) {}
                static Object use() {
                    try {
                        if (new App() != null) { return new App(1); }
                        return null;
                    } finally {
                        @Distributed Semaphore s;
                        s = new Semaphore(1);
                        s.release();
                    }
                }
                """;
        Sample copied =
                Sample.of(compiler, IMPORTS + "class App {" + copies + "static Object run() { return use(); } }");

        copied.call("com.acme.App", "run");

        assertThat(copied.binds)
                .extracting(bind -> bind.place().resolveKey(null))
                .containsExactly("com.acme.App.<init>.block", "com.acme.App.<init>.block", "com.acme.App.use.s");
        Sample different = Sample.of(
                compiler,
                IMPORTS + "class App {" + copies + "static Object run() { return use(); }\n"
                        + "static void use(int i) { @Distributed Semaphore s = new Semaphore(i); s.release(); } }");

        assertRefused(
                failure(different),
                new AmbiguousVariable("local variable s in com.acme.App.use", "com.acme.App.use.s"));
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
    void variableWhoseTypeIsNotKnown() {
        Sample sample = Sample.of(
                Compiler.JAVAC.with("-g:none"),
                IMPORTS + "class App { static class Own extends Semaphore { Own() { super(1); } }"
                        + " static void run() { @Distributed(\"s\") Semaphore s = new Own(); s.release(); } }");

        assertRefused(
                failure(sample),
                new UnknownVariable(
                        "an annotated local variable in com.acme.App.run",
                        "its type is not in the class file, and it is assigned a com.acme.App$Own"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", ".jobs", "com.acme.App.", "com.acme.App/jobs"})
    void configuredFieldThatNamesNone(String place) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RewriterConfig(Map.of(place, "jobs"), Map.of(), Map.of(), Set.of(), true))
                .withMessageContainingAll(place, "expected: CLASS.FIELD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.App.main", "App.main/Semaphore", "main/Semaphore#0", "App.main/Semaphore#x"})
    void configuredAllocationThatNamesNone(String place) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new RewriterConfig(Map.of(), Map.of(place, "jobs"), Map.of(), Set.of(), true))
                .withMessageContainingAll(place, "expected: CLASS.METHOD/ALLOCATED#INDEX");
    }

    @Test
    void configuredPlaceWithoutKey() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(
                        () -> new RewriterConfig(Map.of("com.acme.App.jobs", " "), Map.of(), Map.of(), Set.of(), true))
                .withMessageContaining("com.acme.App.jobs");
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
