package io.dipc.rewriter;

import static io.dipc.rewriter.Refused.IMPORTS;
import static io.dipc.rewriter.Refused.app;
import static io.dipc.rewriter.Refused.assertRefused;
import static io.dipc.rewriter.Refused.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.refusal.AmbiguousAllocation;
import io.dipc.rewriter.refusal.AmbiguousVariable;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.KeyFieldMissing;
import io.dipc.rewriter.refusal.KeyFieldNull;
import io.dipc.rewriter.refusal.MisplacedAnnotation;
import io.dipc.rewriter.refusal.MissingAllocation;
import io.dipc.rewriter.refusal.MissingField;
import io.dipc.rewriter.refusal.UnknownVariable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every reason not to distribute what a place names: what the application meets, and that it names place, reason and remedy.
 * Stores are {@link StoreRefusalsTest}.
 */
class RefusalsTest {
    static List<Compiler> compilers() {
        return Compiler.all().stream().filter(Compiler::keepsVariables).toList();
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
        // All at once, since some compilers are a process each.
        List<String> members = List.copyOf(misplaced.keySet());
        Map<String, byte[]> classes = compiler.compile(IntStream.range(0, members.size())
                .mapToObj(i -> IMPORTS + "class App" + i + " {\n" + members.get(i)
                        + "\nstatic Object run() { return App" + i + ".class; } }")
                .toArray(String[]::new));
        for (int i = 0; i < members.size(); i++) {
            String member = members.get(i);
            String app = "com.acme.App" + i;
            Sample sample = new Sample(classes, RewriterConfig.annotationsOnly());

            Throwable thrown = catchThrowable(() -> sample.call(app, "run"));

            assertThat(thrown).as(member).isInstanceOf(ExceptionInInitializerError.class);
            assertThat(thrown.getCause()).isInstanceOf(NotDistributableException.class);
            assertThat(thrown.getCause().getMessage())
                    .isEqualTo(new MisplacedAnnotation(
                                    thrown.getCause().getMessage().replaceFirst(" cannot be distributed.*", ""),
                                    misplaced.get(member))
                            .message())
                    .contains(app);
        }
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
}
