package io.dipc.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingProcessorTest {
    private static final String BASE = """
            class Base<B> implements Comparable<B> {
                public Base(int size, java.util.List<? super B> all) {}
                public <T extends Number> T first(java.util.Map<B, T[]> map) throws java.io.IOException { return null; }
                protected void second(B value) {}
                public int third() { return 0; }
                public final void last() {}
                public static void none() {}
                @Override public int compareTo(B other) { return 0; }
                @Override public String toString() { return ""; }
            }
            """;

    private static final String REMOTE = """
            class Remote<R> implements Comparable<R> {
                <T extends Number> T first(java.util.Map<R, T[]> map) throws java.io.IOException { return null; }
                void second(R value) {}
                @Override public int compareTo(R other) { return 0; }
                @Override public String toString() { return ""; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void eachMethodIsForwardedLeftToTheSuperclassOrDeclared() throws IOException {
        assertThat(errors("""
                @io.dipc.forwarding.Forwards(value = Base.class, toSuperclass = "third")
                class Proxy<E extends Number> extends ForwardingBase<E> {
                    Proxy() { super(1, java.util.List.of()); }
                    Remote<E> remote() { return null; }
                    @Override public String toString() { return "own"; }
                }
                """)).isEmpty();
        assertThat(Files.readString(folder.resolve("demo/ForwardingBase.java")))
                .contains(
                        "class ForwardingBase<E extends java.lang.Number> extends demo.Base<E>",
                        "ForwardingBase(int size, java.util.List<? super E> all) {\n        super(size, all);",
                        "public <T extends java.lang.Number> T first(java.util.Map<E,T[]> map)"
                                + " throws java.io.IOException {\n        return remote().first(map);",
                        "protected void second(E value) {\n        remote().second(value);",
                        "public int third() {\n        return super.third();",
                        "public int compareTo(E other) {\n        return remote().compareTo(other);")
                .doesNotContain("toString", "last()", "none()", "hashCode");
    }

    @Test
    void methodThatNobodyAnswersIsAnError() {
        assertThat(errors("""
                @io.dipc.forwarding.Forwards(Base.class)
                abstract class Proxy<E> extends ForwardingBase<E> {
                    Remote<E> remote() { return null; }
                }
                """))
                .anyMatch(error -> error.contains(
                        "demo.Base has methods that neither demo.Proxy nor demo.Remote<E> declares: [third()]"));
    }

    @Test
    void nameThatNoMethodHasIsAnError() {
        assertThat(errors("""
                @io.dipc.forwarding.Forwards(value = Base.class, toSuperclass = "third fourth last")
                abstract class Proxy<E> extends ForwardingBase<E> {
                    Remote<E> remote() { return null; }
                }
                """)).anyMatch(error -> error.contains("none that is named in toSuperclass: [fourth, last]"));
    }

    @Test
    void methodThatWouldThrowMoreIsAnError() {
        assertThat(errors("""
                class Remote2 extends Remote<String> {
                    int third() throws Exception { return 0; }
                }
                """, """
                @io.dipc.forwarding.Forwards(Base.class)
                abstract class Proxy<E> extends ForwardingBase<E> {
                    Remote2 remote() { return null; }
                }
                """)).isNotEmpty();
    }

    @Test
    void classWithoutRemoteIsAnError() {
        assertThat(errors("""
                @io.dipc.forwarding.Forwards(Base.class)
                abstract class Proxy<E> extends ForwardingBase<E> {}
                """)).anyMatch(error -> error.contains("demo.Proxy has no method remote()"));
    }

    /** What the compiler says against a program with these classes. */
    private List<String> errors(String... sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(folder.toFile()));
            files.setLocation(StandardLocation.SOURCE_OUTPUT, List.of(folder.toFile()));
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null, files, found, List.of("-Xlint:all,-processing", "-Werror"), null, units(sources));
            task.setProcessors(List.of(new ForwardingProcessor()));
            boolean compiled = task.call();
            List<String> errors = found.getDiagnostics().stream()
                    .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                    .map(one -> one.getMessage(Locale.ROOT))
                    .toList();
            assertThat(errors.isEmpty()).isEqualTo(compiled);
            return errors;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JavaFileObject> units(String... sources) {
        return Stream.concat(Stream.of(BASE, REMOTE), Stream.of(sources))
                .<JavaFileObject>map(Source::new)
                .toList();
    }

    /** A class in memory, by which its file would be named. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(
                    URI.create("memory:///demo/" + text.replaceFirst("(?s).*?class (\\w+).*", "$1") + ".java"),
                    Kind.SOURCE);
            this.text = "package demo; " + text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
