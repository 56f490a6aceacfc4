package io.dipc.rewriter;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Defines the bridge into {@code java.base}, where every class of every loader can see it, and connects it. Appending
 * a jar to the boot class path would do as much, but makes the JVM print a warning and give up its shared archive.
 */
final class BridgeInstaller {
    private static final String SOURCE = "io/dipc/bridge/Bridge";
    static final String TARGET = "java/lang/DipcBridge";

    private BridgeInstaller() {}

    static void install(
            Instrumentation instrumentation,
            Dispatcher dispatcher,
            Binder binder,
            ThreadPlacer threads,
            Runnable hookThreads) {
        try {
            Class<?> bridge = define(instrumentation);
            connect(bridge, threads, hookThreads);
            connect(bridge, dispatcher, binder);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("the bridge cannot be defined into java.base", e);
        }
    }

    /** Connects a bridge class, whatever its name: its methods are those of {@link io.dipc.bridge.Bridge}. */
    static void connect(Class<?> bridge, Dispatcher dispatcher, Binder binder) throws ReflectiveOperationException {
        Function<Object[], Object> bind = dispatcher::bind;
        IntConsumer refuse = dispatcher::refuse;
        BiConsumer<Class<?>, String> checkReflective = dispatcher::checkReflective;
        Predicate<Semaphore> hasQueuedThreads = binder::hasQueuedThreads;
        ToIntFunction<Semaphore> queueLength = binder::getQueueLength;
        Function<Object[], Object> bindElement = dispatcher::bindElement;
        Consumer<Object[]> settle = dispatcher::settle;
        bridge.getMethod(
                        "connect",
                        Function.class,
                        IntConsumer.class,
                        BiConsumer.class,
                        Predicate.class,
                        ToIntFunction.class,
                        Function.class,
                        Consumer.class)
                .invoke(null, bind, refuse, checkReflective, hasQueuedThreads, queueLength, bindElement, settle);
    }

    /**
     * Connects what a bridge class asks of threads.
     *
     * @param hookThreads lets the JDK's threads ask it, run before the first class is distributed
     */
    static void connect(Class<?> bridge, ThreadPlacer threads, Runnable hookThreads)
            throws ReflectiveOperationException {
        BiConsumer<Class<?>, String> classes = (type, execution) -> {
            threads.distribute(type, execution);
            hookThreads.run();
        };
        Consumer<Thread> start = threads::start;
        Predicate<Thread> run = threads::run;
        Predicate<Thread> interrupt = threads::interrupt;
        Function<Thread, Thread.State> state = threads::state;
        Function<Thread, Boolean> interrupted = threads::isInterrupted;
        bridge.getMethod(
                        "connectThreads",
                        BiConsumer.class,
                        Consumer.class,
                        Predicate.class,
                        Predicate.class,
                        Function.class,
                        Function.class)
                .invoke(null, classes, start, run, interrupt, state, interrupted);
    }

    private static Class<?> define(Instrumentation instrumentation) throws ReflectiveOperationException, IOException {
        String name = TARGET.replace('/', '.');
        if (isDefined(name)) {
            throw new IllegalStateException(
                    "dipc.jar is active in this JVM already (expected: one agent); name it in one -javaagent option");
        }
        Module ours = BridgeInstaller.class.getModule();
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of(), Map.of("java.lang", Set.of(ours)), Set.of(), Map.of());
        return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                .defineClass(renamed());
    }

    private static boolean isDefined(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static byte[] renamed() throws IOException {
        try (InputStream in = BridgeInstaller.class.getResourceAsStream("/" + SOURCE + ".class")) {
            if (in == null) {
                throw new IllegalStateException("dipc.jar is incomplete: " + SOURCE + ".class is missing");
            }
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in.readAllBytes())
                    .accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, SOURCE, TARGET)), 0);
            return writer.toByteArray();
        }
    }
}
