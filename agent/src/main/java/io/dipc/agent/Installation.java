package io.dipc.agent;

import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The hidden part of dipc.jar in this JVM: its class loader, made when first asked for, and what the JDK opens to it. */
final class Installation {

    private static Installation instance;

    private final AgentLoader loader;

    private Installation(AgentLoader loader) {
        this.loader = loader;
    }

    /** The only one. */
    static synchronized Installation of(Instrumentation instrumentation) {
        if (instance == null) {
            instance = create(instrumentation);
        }
        return instance;
    }

    private static Installation create(Instrumentation instrumentation) {
        try {
            AgentLoader loader = new AgentLoader(jar());
            openJdk(instrumentation, loader.getUnnamedModule());
            return new Installation(loader);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("dipc.jar cannot be read: ".concat(e.toString()), e);
        }
    }

    static File jar() throws URISyntaxException {
        return new File(Installation.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, loader);
    }

    /**
     * Opens what the packaged libraries and the agent reach into. Hazelcast prints a warning unless these packages of
     * the management modules, {@code java.lang}, {@code jdk.internal.ref} and {@code sun.nio.ch} are open to it.
     */
    private static void openJdk(Instrumentation instrumentation, Module to) {
        open(instrumentation, "java.base", to, new String[] {
            "java.lang", "jdk.internal.access", "jdk.internal.misc", "jdk.internal.ref", "sun.nio.ch"
        });
        open(instrumentation, "java.management", to, new String[] {"sun.management"});
        open(instrumentation, "jdk.management", to, new String[] {"com.sun.management.internal"});
    }

    private static void open(Instrumentation instrumentation, String name, Module to, String[] packages) {
        Module module = ModuleLayer.boot().findModule(name).orElse(null);
        if (module == null) {
            return;
        }
        Map<String, Set<Module>> opened = new HashMap<>();
        for (String packageName : packages) {
            if (module.getPackages().contains(packageName)) {
                opened.put(packageName, Collections.singleton(to));
            }
        }
        instrumentation.redefineModule(
                module,
                Collections.<Module>emptySet(),
                opened,
                opened,
                Collections.<Class<?>>emptySet(),
                Collections.<Class<?>, java.util.List<Class<?>>>emptyMap());
    }
}
