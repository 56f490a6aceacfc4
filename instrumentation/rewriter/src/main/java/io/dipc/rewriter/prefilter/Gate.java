package io.dipc.rewriter.prefilter;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The transformer that the agent registers: lets the {@link PreFilter} look at every application class, and loads the
 * rewriter at the first one that can matter.
 *
 * <p>Fails closed: when the rewriter cannot be started, a class that matters is answered with bytes that the JVM
 * refuses, after the listener has been told why.
 *
 * <p>Any number of threads may load classes at once. The one that meets the first class of interest starts the rewriter
 * while the others that meet one wait; the starting thread takes no lock of the application.
 */
public final class Gate implements ClassFileTransformer {
    /** No class file. Not empty: the JVM takes an empty array for "unchanged". */
    private static final byte[] REFUSED_BY_THE_JVM = {0};

    /** Guarded by this class. */
    private static boolean installed;

    private final PreFilter filter;
    private final Supplier<? extends ClassFileTransformer> rewriterSource;
    private final Consumer<Throwable> startFailed;
    private volatile ClassFileTransformer rewriter;
    private Throwable failure;
    private boolean starting;

    /**
     * @param filter decides which classes the rewriter sees
     * @param rewriterSource makes the rewriter; asked once, by the thread that loads the first class of interest
     * @param startFailed hears what {@code rewriterSource} threw, once
     */
    public Gate(
            PreFilter filter,
            Supplier<? extends ClassFileTransformer> rewriterSource,
            Consumer<Throwable> startFailed) {
        this.filter = filter;
        this.rewriterSource = rewriterSource;
        this.startFailed = startFailed;
    }

    /**
     * Registers this transformer. Classes of the application that are loaded already and matter are retransformed, so
     * that the rewriter can redirect their calls, or report that they were loaded before the agent.
     *
     * @param instrumentation of an agent that may retransform classes
     * @return false if a gate is registered in this JVM already: it stays the only one, since a class that is
     *     rewritten twice would bind its objects twice
     * @throws UnmodifiableClassException when a class that is loaded already and matters cannot be retransformed
     */
    public boolean install(Instrumentation instrumentation) throws UnmodifiableClassException {
        synchronized (Gate.class) {
            if (installed) {
                return false;
            }
            installed = true;
        }
        instrumentation.addTransformer(this, true);
        List<Class<?>> early = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (!loaded.isArray()
                    && !loaded.isHidden()
                    && isApplicationClass(loaded.getModule(), loaded.getClassLoader(), loaded.getName())
                    && instrumentation.isModifiableClass(loaded)
                    && matters(loaded)) {
                early.add(loaded);
            }
        }
        if (!early.isEmpty()) {
            instrumentation.retransformClasses(early.toArray(new Class<?>[0]));
        }
        return true;
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (!isApplicationClass(module, loader, className) || filter.reasons(classFile) == 0) {
            return null;
        }
        try {
            ClassFileTransformer started = rewriter();
            return started == null
                    ? REFUSED_BY_THE_JVM
                    : started.transform(module, loader, className, classBeingRedefined, protectionDomain, classFile);
        } catch (Throwable e) {
            // Thrown on, it would leave the class as it is: its objects would be silently local.
            startFailed.accept(e);
            return REFUSED_BY_THE_JVM;
        }
    }

    private static boolean isApplicationClass(Module module, ClassLoader loader, String name) {
        if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
            // The unnamed module of the boot loader is what -Xbootclasspath/a adds.
            return module != null && !module.isNamed();
        }
        if (module != null && module.isNamed()) {
            String moduleName = module.getName();
            if (moduleName.startsWith("java.") || moduleName.startsWith("jdk.")) {
                return false;
            }
        }
        return !loader.getClass().getName().startsWith("io.dipc.agent.") && !isAgentClass(name);
    }

    /** The agent's classes beside the application, this one among them, name what the filter looks for. */
    private static boolean isAgentClass(String name) {
        return name != null
                && (name.startsWith("io/dipc/agent/")
                        || name.startsWith("io.dipc.agent.")
                        || name.startsWith("io/dipc/rewriter/")
                        || name.startsWith("io.dipc.rewriter."));
    }

    private boolean matters(Class<?> loaded) {
        String resource = loaded.getName().replace('.', '/').concat(".class");
        ClassLoader loader = loaded.getClassLoader();
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in != null && filter.reasons(in.readAllBytes()) != 0;
        } catch (IOException e) {
            return true;
        }
    }

    private ClassFileTransformer rewriter() {
        ClassFileTransformer started = rewriter;
        return started != null ? started : start();
    }

    private synchronized ClassFileTransformer start() {
        if (rewriter != null || failure != null) {
            return rewriter;
        }
        if (starting) {
            throw new IllegalStateException("the rewriter's start loaded a class that it has to rewrite");
        }
        starting = true;
        try {
            rewriter = rewriterSource.get();
        } catch (Throwable e) {
            failure = e;
            startFailed.accept(e);
        } finally {
            starting = false;
        }
        return rewriter;
    }
}
