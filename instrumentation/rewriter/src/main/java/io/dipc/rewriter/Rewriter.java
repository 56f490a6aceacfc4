package io.dipc.rewriter;

import io.dipc.rewriter.prefilter.PreFilter;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Set;

/**
 * Rewrites the classes that store distributed objects. Made once by the agent; the transformer that the pre-filter
 * hands classes to. Thread-safe.
 */
public final class Rewriter implements ClassFileTransformer {
    /** No class file. Not empty: the JVM takes an empty array for "unchanged". */
    private static final byte[] REFUSED_BY_THE_JVM = {0};

    private static final int MAY_STORE =
            PreFilter.ANNOTATED | PreFilter.CONFIGURED | PreFilter.FOREIGN_FIELD | PreFilter.ARRAY;

    private final ClassRewriter classes;
    private final PreFilter filter;
    private final RewriterConfig config;
    private final Reports reports;

    private Rewriter(ClassRewriter classes, RewriterConfig config, Reports reports) {
        this.classes = classes;
        this.filter = new PreFilter(config.classNames().toArray(new String[0]));
        this.config = config;
        this.reports = reports;
    }

    /**
     * Defines the bridge into {@code java.base} and connects it. The rewriter is not registered as a transformer: that
     * is the pre-filter's {@code Gate}.
     *
     * @param instrumentation of the agent
     * @param config which places are distributed besides the annotated ones
     * @param binder answers the rewritten code
     * @param threads answers what threads ask
     * @param reports hears of what cannot be distributed
     * @return the rewriter
     * @throws IllegalStateException when the bridge cannot be defined
     */
    public static Rewriter install(
            Instrumentation instrumentation,
            RewriterConfig config,
            Binder binder,
            ThreadPlacer threads,
            Reports reports) {
        Reports once = new WarnOnce(reports);
        Sites sites = new Sites();
        Registry registry = new Registry();
        FieldReader fields = new FieldReader(instrumentation, once);
        Dispatcher dispatcher = new Dispatcher(sites, registry, binder, fields, once, config.failClosed());
        BridgeInstaller.install(
                instrumentation, dispatcher, binder, threads, new ThreadHooks(instrumentation)::install);
        return new Rewriter(new ClassRewriter(config, sites, registry, once, BridgeInstaller.TARGET), config, once);
    }

    /** For tests: a bridge that is an ordinary class. */
    static Rewriter connect(
            Class<?> bridge, RewriterConfig config, Binder binder, ThreadPlacer threads, Reports reports)
            throws ReflectiveOperationException {
        Reports once = new WarnOnce(reports);
        Sites sites = new Sites();
        Registry registry = new Registry();
        FieldReader fields = new FieldReader(null, once);
        Dispatcher dispatcher = new Dispatcher(sites, registry, binder, fields, once, config.failClosed());
        BridgeInstaller.connect(bridge, dispatcher, binder);
        // The JDK's threads ask the bridge that is defined into java.base, which this one is not.
        BridgeInstaller.connect(bridge, threads, () -> {});
        String bridgeName = bridge.getName().replace('.', '/');
        return new Rewriter(new ClassRewriter(config, sites, registry, once, bridgeName), config, once);
    }

    /**
     * The classes that the configuration names and that were not loaded so far. At the end of a program each is likely
     * a misspelt entry, whose object stayed local.
     *
     * @return their names, as {@link Class#getName()} gives them, in alphabetical order
     */
    public Set<String> unseenClasses() {
        return classes.unseenClasses();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Never throws, and never leaves a class that may store distributed objects as it is because something failed:
     * such a class is refused by the JVM, after {@link Reports#error} has said why. One that only calls what is
     * redirected or checked is left as it is, with a warning.
     */
    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        try {
            boolean namesArrays = (filter.reasons(classFile) & PreFilter.ARRAY) != 0;
            return classes.rewrite(loader, classFile, namesArrays, classBeingRedefined != null);
        } catch (Throwable e) {
            String line = "class " + (className == null ? "?" : className.replace('/', '.')) + " cannot be rewritten: "
                    + e + "; what it does with distributed objects goes unseen";
            boolean mayStore = (filter.reasons(classFile) & (MAY_STORE | PreFilter.UNREADABLE)) != 0;
            if (config.failClosed() && mayStore) {
                reports.error(line, e);
                return REFUSED_BY_THE_JVM;
            }
            reports.warn(line);
            return null;
        }
    }
}
