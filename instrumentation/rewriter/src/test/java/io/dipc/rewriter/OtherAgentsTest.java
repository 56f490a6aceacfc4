package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside other agents, after the application, and under many threads and loaders at once.
 */
class OtherAgentsTest {
    @TempDir
    Path directory;

    private AgentJvm jvm;

    static List<Path> jdks() {
        return AgentJvm.jdks();
    }

    @BeforeEach
    void makeJar() throws IOException {
        jvm = new AgentJvm(directory);
    }

    private ChildJvm.Result run(Path jdk, Map<String, byte[]> classes) throws Exception {
        return jvm.run(
                jdk, List.of("-cp", AgentJvm.path(jvm.write(classes, "app"), Compiler.apiClasses())), "com.acme.Main");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void retransformedAndRedefinedClassesStayRewritten(Path jdk) throws Exception {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.lang.instrument.*;
                import java.util.concurrent.*;
                public class Main {
                    static class App {
                        @Distributed("jobs") static BlockingQueue<String> jobs;
                        static void store(String when) {
                            System.out.println(when);
                            jobs = new LinkedBlockingQueue<>();
                            new Semaphore(0).hasQueuedThreads();
                        }
                    }
                    public static void main(String[] args) throws Exception {
                        Instrumentation instrumentation = (Instrumentation) Class.forName("io.dipc.agent.test.TestAgent")
                                .getMethod("instrumentation").invoke(null);
                        App.store("loaded");
                        instrumentation.retransformClasses(App.class);
                        App.store("retransformed");
                        instrumentation.addTransformer(new ClassFileTransformer() {
                            @Override
                            public byte[] transform(ClassLoader l, String n, Class<?> c, java.security.ProtectionDomain d, byte[] b) {
                                return n.startsWith("com/acme") ? b.clone() : null;
                            }
                        }, true);
                        instrumentation.retransformClasses(App.class);
                        App.store("by another agent");
                        byte[] file = Main.class.getResourceAsStream("Main$App.class").readAllBytes();
                        instrumentation.redefineClasses(new ClassDefinition(App.class, file));
                        App.store("redefined");
                        Setter setter = java.lang.reflect.Field::set;
                        instrumentation.retransformClasses(Main.class);
                        try {
                            setter.set(App.class.getDeclaredField("jobs"), null, null);
                        } catch (NotDistributableException e) {
                            System.out.println("refused");
                        }
                    }
                    interface Setter { void set(java.lang.reflect.Field f, Object o, Object v) throws Exception; }
                }
                """);

        ChildJvm.Result result = run(jdk, classes);

        assertThat(result.err()).isEmpty();
        String bind = "bind field com.acme.Main$App.jobs key=jobs\n";
        assertThat(result.out())
                .isEqualTo("loaded\n" + bind + "retransformed\n" + bind + "by another agent\n" + bind + "redefined\n"
                        + bind + "refused\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void attachedLateItReportsWhatWasLoadedAndRedirectsItsCalls(Path jdk) throws Exception {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                public class Main {
                    static class Early {
                        @Distributed("early") static BlockingQueue<String> early = new LinkedBlockingQueue<>();
                    }
                    static class Late {
                        @Distributed("late") static Semaphore late = new Semaphore(0);
                    }
                    static class Caller {
                        static boolean ask(Semaphore s) { return s.hasQueuedThreads(); }
                    }
                    public static void main(String[] args) throws Exception {
                        System.out.println(Early.early.size() + " " + Caller.ask(new Semaphore(1)));
                        for (int i = 0; i < 2; i++) {
                            Class.forName("io.dipc.agent.test.TestAgent").getMethod("start").invoke(null);
                        }
                        System.out.println(Caller.ask(Late.late) + " " + Caller.ask(new Semaphore(1)));
                    }
                }
                """);
        jvm.startedLate();

        ChildJvm.Result result = run(jdk, classes);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                0 false
                error field com.acme.Main$Early.early cannot be distributed: class com.acme.Main$Early was loaded \
                before the agent, and what it stored till then is local; start the program with -javaagent, and name \
                dipc.jar before other agents that load the class
                bind field com.acme.Main$Late.late key=late
                true false
                """);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void manyThreadsAndLoadersAtOnce(Path jdk) throws Exception {
        StringBuilder source = new StringBuilder("""
                package com.acme;
                import io.dipc.*;
                import java.io.*;
                import java.util.*;
                import java.util.concurrent.*;
                public class Main {
                    static class Loader extends ClassLoader {
                        Loader() { super(null); }
                        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
                            try (InputStream in = Main.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                                if (in == null) { throw new ClassNotFoundException(name); }
                                byte[] bytes = in.readAllBytes();
                                return defineClass(name, bytes, 0, bytes.length);
                            } catch (IOException e) {
                                throw new ClassNotFoundException(name, e);
                            }
                        }
                        @Override public InputStream getResourceAsStream(String name) {
                            return Main.class.getResourceAsStream("/" + name);
                        }
                    }
                    static class ParallelLoader extends Loader {
                        static { registerAsParallelCapable(); }
                    }
                    public static void main(String[] args) throws Exception {
                        ExecutorService threads = Executors.newFixedThreadPool(8);
                        CountDownLatch start = new CountDownLatch(1);
                        List<Future<?>> all = new ArrayList<>();
                        List<ClassLoader> loaders = new ArrayList<>(List.of(Main.class.getClassLoader()));
                        for (int i = 0; i < 3; i++) { loaders.add(new Loader()); loaders.add(new ParallelLoader()); }
                        for (int t = 0; t < 8; t++) {
                            Random random = new Random(t);
                            all.add(threads.submit(() -> {
                                start.await();
                                List<Integer> order = new ArrayList<>();
                                for (int i = 0; i < 20; i++) { order.add(i); }
                                Collections.shuffle(order, random);
                                for (ClassLoader loader : loaders) {
                                    for (int i : order) {
                                        java.lang.reflect.Method store = Class.forName("com.acme.C" + i, true, loader).getDeclaredMethod("store");
                                        store.setAccessible(true);
                                        store.invoke(null);
                                    }
                                }
                                return null;
                            }));
                        }
                        start.countDown();
                        for (Future<?> f : all) { f.get(); }
                        threads.shutdown();
                        System.out.println("done");
                    }
                }
                """);
        for (int i = 0; i < 20; i++) {
            int other = (i + 7) % 20;
            source.append("""
                    class CI {
                        @Distributed("static-I") private static BlockingQueue<String> queue = new LinkedBlockingQueue<>();
                        static Semaphore plain;
                        public static void store() {
                            CO.plain = new Semaphore(1);
                            Nested.store();
                        }
                        static class Nested { static void store() { queue = new LinkedBlockingQueue<>(); } }
                    }
                    """.replace("CI", "C" + i).replace("CO", "C" + other).replace("-I", "-" + i));
        }

        ChildJvm.Result result = run(jdk, Compiler.JAVAC.compile(source.toString()));

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).endsWith("done\n");
        // 7 loaders initialise 20 classes each, and 8 threads store into each of them.
        assertThat(result.out().lines().filter(line -> line.startsWith("bind field com.acme.C")))
                .hasSize(7 * 20 + 8 * 7 * 20);
    }
}
