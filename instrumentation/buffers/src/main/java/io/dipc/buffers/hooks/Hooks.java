package io.dipc.buffers.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandles;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongBinaryOperator;

/** Installs everything that makes accesses of buffers over regions come to us. Once per JVM. */
public final class Hooks {
    private static final String[] OPENED = {
        "java.nio", "jdk.internal.misc", "jdk.internal.access.foreign", "jdk.internal.foreign", "sun.nio.ch"
    };

    private final Base base;
    private final Sessions sessions;
    private final Transformer transformer;
    private boolean verified;

    private Hooks(Base base, Sessions sessions, Transformer transformer) {
        this.base = base;
        this.sessions = sessions;
        this.transformer = transformer;
    }

    /** The methods of the classes in {@code java.base}. */
    public Base base() {
        return base;
    }

    /** What a buffer over a region has as its segment. */
    public Object segment() {
        return sessions.segment();
    }

    Object session() {
        return sessions.session();
    }

    /**
     * Finds out whether accesses come to us, which other agents can prevent at any time. They are tried only when these
     * classes have just been transformed, and always from when somebody else has done that: compiled code of accesses to
     * any buffer takes into account that those to ours were seen.
     *
     * @param address of a cell of a region of its own, which is never here
     * @param fault what accesses to it throw
     * @throws UnsupportedOperationException if they do not; says which
     */
    public void verify(long address, RuntimeException fault) {
        if (verified && !transformer.again) {
            return;
        }
        String failure;
        try {
            failure = new Verification(this, address, fault).failure();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            failure = e.toString();
        }
        if (failure != null) {
            throw new UnsupportedOperationException("buffers cannot be distributed in JDK " + Runtime.version()
                    + ": accesses are not intercepted, or not any more (another agent may rewrite the same classes): "
                    + failure);
        }
        verified = true;
    }

    /**
     * Installs the hooks.
     *
     * @param pages see {@code Setup.pages}
     * @param overwrite see {@code Setup.overwrite}
     * @param force see {@code Setup.force}
     * @param switches values of fields of {@code Setup} that are not as usual, for controls in tests
     * @throws UnsupportedOperationException if this JDK is not as expected; says why
     */
    public static Hooks install(
            Instrumentation instrumentation,
            LongBinaryOperator pages,
            BiConsumer<Long, byte[]> overwrite,
            LongBinaryOperator force,
            Map<String, Object> switches) {
        try {
            open(instrumentation);
            Class<?> target = Class.forName(ScopedAccessHooks.TARGET.replace('/', '.'));
            BaseClasses classes = new BaseClasses(MethodHandles.privateLookupIn(target, MethodHandles.lookup()));
            boolean proxies = Runtime.version().feature() < 18;
            Class<?> setup = classes.define("Setup");
            classes.define(proxies ? "Carrier17" : "Carrier");
            classes.define(proxies ? "Sessions17" : "Sessions");
            Sessions sessions = proxies ? Sessions.ofProxies(classes) : Sessions.ofSegments();
            classes.define("Linker17");
            classes.define("SystemCalls");
            Map<String, Object> values = new HashMap<>();
            values.put(
                    "barrier", classes.define("Membarrier").getMethod("create").invoke(null));
            values.put("session", sessions.session());
            values.put("segment", sessions.segment());
            values.put("pages", pages);
            values.put("overwrite", overwrite);
            values.put("force", force);
            values.put("byteArrayBase", arrayBase("ARRAY_BYTE_BASE_OFFSET"));
            values.put("longArrayBase", arrayBase("ARRAY_LONG_BASE_OFFSET"));
            values.put("ordered", compilesItself() && "amd64".equals(System.getProperty("os.arch")));
            values.putAll(switches);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                setup.getField(value.getKey()).set(null, value.getValue());
            }
            classes.define("Window");
            classes.define("Slots");
            Class<?> pageClass = classes.define("Pages");
            Base base = new Base(pageClass, classes.define("Copies"), classes.define("Rewiring"));
            classes.define("Bulk");
            classes.define("Mapped");
            classes.define("Raw");
            Class<?> access =
                    classes.define(ScopedAccessHooks.access(classFile(ScopedAccessHooks.TARGET), compilesItself()));
            // Else the first access would initialise it, in the middle of whatever.
            Class.forName(access.getName(), true, null);
            Transformer transformer = new Transformer();
            instrumentation.addTransformer(transformer, true);
            instrumentation.retransformClasses(loadedTargets(instrumentation));
            transformer.installed = true;
            return new Hooks(base, sessions, transformer);
        } catch (ReflectiveOperationException | UnmodifiableClassException | LinkageError e) {
            throw new UnsupportedOperationException(
                    "buffers cannot be distributed in JDK " + Runtime.version() + ": its buffers are not as expected: "
                            + e,
                    e);
        }
    }

    private static void open(Instrumentation instrumentation) {
        Module module = Object.class.getModule();
        Map<String, Set<Module>> opened = new HashMap<>();
        for (String name : OPENED) {
            if (module.getPackages().contains(name)) {
                opened.put(name, Set.of(Hooks.class.getModule()));
            }
        }
        Map<String, Set<Module>> exported = new HashMap<>(opened);
        Set<Module> modules = new HashSet<>(Set.of(Hooks.class.getModule()));
        for (String name : RawAddressHooks.MODULES) {
            ModuleLayer.boot().findModule(name).ifPresent(modules::add);
        }
        exported.put("jdk.internal.misc", modules);
        instrumentation.redefineModule(module, Set.of(), exported, opened, Set.of(), Map.of());
    }

    private static Class<?>[] loadedTargets(Instrumentation instrumentation) {
        List<Class<?>> targets = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isTarget(type.getModule(), type.getName().replace('.', '/'))) {
                targets.add(type);
            }
        }
        return targets.toArray(new Class<?>[0]);
    }

    private static boolean isTarget(Module module, String name) {
        return (name.equals(ScopedAccessHooks.TARGET)
                        || name.equals(BufferHook.TARGET)
                        || RawAddressHooks.isTarget(name))
                && (module == Object.class.getModule() || RawAddressHooks.MODULES.contains(module.getName()));
    }

    /** Whether this is HotSpot with its own compilers, not one that it is given as a module: what they do is known. */
    private static boolean compilesItself() {
        String vm = System.getProperty("java.vm.name", "");
        return (vm.startsWith("OpenJDK") || vm.startsWith("Java HotSpot"))
                && ModuleLayer.boot().findModule("jdk.internal.vm.ci").isEmpty();
    }

    private static long arrayBase(String constant) throws ReflectiveOperationException {
        Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
        return ((Number) unsafe.getField(constant).get(null)).longValue();
    }

    static byte[] classFile(String name) {
        try (InputStream in = Object.class.getModule().getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the JDK's classes cannot be read", e);
        }
    }

    /** Stays registered: whoever retransforms these classes later gets the hooks again. */
    private static final class Transformer implements ClassFileTransformer {
        private volatile boolean installed;

        /** Somebody else has transformed one of the classes. */
        private volatile boolean again;

        @Override
        public byte[] transform(
                Module module, ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
            if (name == null || !isTarget(module, name)) {
                return null;
            }
            if (installed && type != null) {
                again = true;
            }
            return switch (name) {
                case ScopedAccessHooks.TARGET -> ScopedAccessHooks.hook(bytes);
                case BufferHook.TARGET -> BufferHook.hook(bytes);
                default -> RawAddressHooks.hook(name, bytes);
            };
        }
    }
}
