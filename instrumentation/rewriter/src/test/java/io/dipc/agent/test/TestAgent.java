package io.dipc.agent.test;

import io.dipc.rewriter.prefilter.Gate;
import io.dipc.rewriter.prefilter.PreFilter;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A small agent, made as the real one is: entry class and pre-filter beside the application, the rewriter in a loader
 * of its own.
 */
public final class TestAgent {

    /** Skipped by the gate for the name of its package. */
    static final class Loader extends URLClassLoader {
        Loader(URL[] urls) {
            super(urls, ClassLoader.getPlatformClassLoader());
        }
    }

    private TestAgent() {}

    private static String argument;
    private static Instrumentation instrumentation;

    /**
     * @param argument class path of the rewriter; after {@code late:} the application starts the agent
     * @param instrumentation the JVM's
     * @throws Exception when the gate cannot be installed
     */
    public static void premain(String argument, Instrumentation instrumentation) throws Exception {
        TestAgent.instrumentation = instrumentation;
        if (argument.startsWith("late:")) {
            TestAgent.argument = argument.substring(5);
        } else {
            TestAgent.argument = argument;
            start();
        }
    }

    /**
     * @return the JVM's, for an application that plays another agent
     */
    public static Instrumentation instrumentation() {
        return instrumentation;
    }

    /**
     * Starts the agent. Called by applications that play an attached one.
     *
     * @throws Exception when the gate cannot be installed
     */
    public static void start() throws Exception {
        Supplier<ClassFileTransformer> rewriter = () -> {
            try {
                String[] paths = argument.split(":");
                URL[] urls = new URL[paths.length];
                for (int i = 0; i < urls.length; i++) {
                    urls[i] = Path.of(paths[i]).toUri().toURL();
                }
                return (ClassFileTransformer) Class.forName("io.dipc.rewriter.PrintingBinder", true, new Loader(urls))
                        .getMethod("start", Instrumentation.class)
                        .invoke(null, instrumentation);
            } catch (ReflectiveOperationException | java.net.MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        };
        new Gate(new PreFilter(), rewriter, Throwable::printStackTrace).install(instrumentation);
    }
}
