package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.rewriter.prefilter.SupportedTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bridge in java.base, on every JDK here: child JVMs with an agent jar of their own.
 */
class AgentTest {
    @TempDir
    Path directory;

    private AgentJvm jvm;

    @BeforeEach
    void makeJar() throws IOException {
        jvm = new AgentJvm(directory);
    }

    static List<Path> jdks() {
        return AgentJvm.jdks();
    }

    static List<Path> jdksWithFlexibleConstructors() {
        return AgentJvm.jdksWithFlexibleConstructors();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void rewritesAnApplicationAndPrintsNothing(Path jdk) throws Exception {
        Map<String, byte[]> classes = Compiler.JAVAC.with("-g").compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                public class Main {
                    @Distributed("jobs") static BlockingQueue<String> jobs = new LinkedBlockingQueue<>();
                    @Distributed("orders-{region}") final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
                    private final String region = String.valueOf("north");
                    public static void main(String[] args) {
                        @Distributed("gate") Semaphore gate = new Semaphore(0);
                        Semaphore plain = new Semaphore(0);
                        java.util.function.ToIntFunction<Semaphore> length = Semaphore::getQueueLength;
                        System.out.println(gate.hasQueuedThreads() + " " + length.applyAsInt(gate));
                        System.out.println(plain.hasQueuedThreads() + " " + length.applyAsInt(plain));
                        System.out.println(new Main().orders);
                        try {
                            Main.class.getDeclaredField("jobs").set(null, null);
                        } catch (ReflectiveOperationException | NotDistributableException e) {
                            System.out.println(e);
                        }
                        try {
                            new Refused();
                        } catch (NotDistributableException e) {
                            System.out.println(e);
                        }
                    }
                }
                class Refused {
                    @Distributed java.util.Map<String, String> map = new java.util.HashMap<>();
                }
                """);

        ChildJvm.Result result = jvm.run(
                jdk, List.of("-cp", AgentJvm.path(jvm.write(classes, "app"), Compiler.apiClasses())), "com.acme.Main");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                bind field com.acme.Main.jobs key=jobs
                bind local variable gate in com.acme.Main.main key=gate
                true 17
                false 0
                bind field com.acme.Main.orders
                key=orders-north
                io.dipc.NotDistributableException: field com.acme.Main.jobs cannot be distributed: reflective access \
                (Field.set, a setter or variable handle, a field updater) would store into it unseen; assign it in the \
                source, in its class or a class nested in that
                io.dipc.NotDistributableException: field com.acme.Refused.map cannot be distributed: its declared type \
                java.util.Map is not supported (supported: %s); \
                declare it as one of these, or do not distribute it
                """.formatted(
                        String.join(", ", SupportedTypes.internalNames()).replace('/', '.')));
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void threadsOfTheJdkAskBeforeTheyRun(Path jdk) throws Exception {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                public class Main {
                    public static void main(String[] args) throws InterruptedException {
                        Thread here = new Thread(new Worker(), "here");
                        here.start();
                        while (here.getState() != Thread.State.TIMED_WAITING) {
                            Thread.onSpinWait();
                        }
                        System.out.println(here.isInterrupted());
                        here.interrupt();
                        here.join();
                        System.out.println(here.getState());
                        Thread elsewhere = new Thread(new Worker(), "elsewhere");
                        System.out.println(elsewhere.getState() + " " + elsewhere.isInterrupted());
                        elsewhere.start();
                        elsewhere.interrupt();
                        elsewhere.join();
                        Thread.currentThread().interrupt();
                        System.out.println(Thread.currentThread().isInterrupted());
                    }
                }
                @Distributed class Worker implements Runnable {
                    public void run() {
                        System.out.println("runs " + Thread.currentThread().getName());
                        try {
                            Thread.sleep(600_000);
                        } catch (InterruptedException e) {
                            System.out.println("interrupted");
                        }
                    }
                }
                """);

        ChildJvm.Result result = jvm.run(
                jdk, List.of("-cp", AgentJvm.path(jvm.write(classes, "app"), Compiler.apiClasses())), "com.acme.Main");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                runs here
                false
                interrupted
                TERMINATED
                BLOCKED true
                true
                """);
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aProgramWithoutDistributedObjectsLoadsNoRewriter(Path jdk) throws Exception {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import java.util.*;
                import java.util.concurrent.*;
                public class Main {
                    private static final Queue<String> queue = new LinkedBlockingQueue<>();
                    private final Semaphore semaphore = new Semaphore(1);
                    public static void main(String[] args) {
                        new Main().semaphore.release();
                        queue.add("hello");
                        System.out.println(queue.poll());
                    }
                }
                """);
        Path log = directory.resolve("loaded");

        ChildJvm.Result result = jvm.run(
                jdk,
                List.of(
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        jvm.write(classes, "app").toString()),
                "com.acme.Main");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("hello\n");
        assertThat(Files.readString(log))
                .contains("io.dipc.rewriter.prefilter.PreFilter", "com.acme.Main")
                .doesNotContain(" org.objectweb.asm", "io.dipc.rewriter.Rewriter", "DipcBridge");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void rewritesANamedModuleWhosePackagesAreClosed(Path jdk) throws Exception {
        Path apiJar = jvm.apiJar("dipc.api.jar");
        Map<String, byte[]> classes =
                Compiler.JAVAC.compile(List.of(apiJar), """
                package com.acme.inner;
                import io.dipc.*;
                import java.util.concurrent.*;
                public class Main {
                    @Distributed("orders-{region}") private final BlockingQueue<String> orders;
                    private final Region region = Region.NORTH;
                    private enum Region { NORTH }
                    Main() { orders = new LinkedBlockingQueue<>(); }
                    public static void main(String[] args) {
                        System.out.println(new Main().orders + " " + Main.class.getModule());
                    }
                }
                """, "module com.acme { requires dipc.api; }");
        ChildJvm.Result result = jvm.run(
                jdk,
                List.of("-p", AgentJvm.path(jvm.write(classes, "module"), apiJar)),
                "-m",
                "com.acme/com.acme.inner.Main");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
                bind field com.acme.inner.Main.orders
                key=orders-NORTH module com.acme
                """);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("jdksWithFlexibleConstructors")
    void passesNoOwnerBeforeSuper(Path jdk) throws Exception {
        Map<String, byte[]> classes = new Compiler("javac", jdk, List.of("--release", "25")).compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                public class Main {
                    @Distributed("early") final BlockingQueue<String> early;
                    @Distributed("late") final BlockingQueue<String> late;
                    Main(boolean big) {
                        early = big ? new LinkedBlockingQueue<>() : new ArrayBlockingQueue<>(3);
                        super();
                        late = new LinkedBlockingQueue<>();
                    }
                    static class Template {
                        @Distributed("orders-{region}") final BlockingQueue<String> orders;
                        String region = "north";
                        Template() {
                            orders = new LinkedBlockingQueue<>();
                            super();
                        }
                    }
                    public static void main(String[] args) {
                        new Main(true);
                        try {
                            new Template();
                        } catch (NotDistributableException e) {
                            System.out.println(e.getMessage());
                        }
                    }
                }
                """);

        ChildJvm.Result result = jvm.run(
                jdk, List.of("-cp", AgentJvm.path(jvm.write(classes, "app"), Compiler.apiClasses())), "com.acme.Main");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("bind field com.acme.Main.early key=early\nbind field com.acme.Main.late key=late\n"
                        + "field com.acme.Main$Template.orders cannot be distributed: its key \"orders-{region}\"");
    }
}
