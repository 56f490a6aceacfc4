package io.dipc.rewriter.classfile;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The class files that loaders can see. Thread-safe; no lock is held while a loader is asked.
 */
public final class ClassPool {
    /** Absent stands for: the loader gives no such class file. */
    private final Map<ClassLoader, Map<String, Optional<ClassSummary>>> byLoader =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Notes what a class that is being defined declares; it may differ from what its loader gives as a resource, or
     * there may be no resource.
     *
     * @param loader its defining loader; null for the boot loader
     * @param summary the class
     */
    public void put(ClassLoader loader, ClassSummary summary) {
        classes(loader).put(summary.name(), Optional.of(summary));
    }

    /**
     * @param loader null for the boot loader
     * @param name internal name
     * @return the class, or empty if its file cannot be had
     */
    public Optional<ClassSummary> find(ClassLoader loader, String name) {
        Map<String, Optional<ClassSummary>> classes = classes(loader);
        Optional<ClassSummary> known = classes.get(name);
        if (known == null) {
            known = read(loader, name);
            Optional<ClassSummary> other = classes.putIfAbsent(name, known);
            known = other == null ? known : other;
        }
        return known;
    }

    /**
     * @param loader null for the boot loader
     * @param summary a class that it sees
     * @return internal name of the host of its nest; of the outermost class around it in files older than nests
     */
    public String nestHost(ClassLoader loader, ClassSummary summary) {
        ClassSummary host = summary;
        // Bounded: a forged file could name itself.
        for (int depth = 0; host.nestHost() != null && depth < 100; depth++) {
            String next = host.nestHost();
            Optional<ClassSummary> found = find(loader, next);
            if (found.isEmpty()) {
                return next;
            }
            host = found.get();
        }
        return host.name();
    }

    private Map<String, Optional<ClassSummary>> classes(ClassLoader loader) {
        return byLoader.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
    }

    private static Optional<ClassSummary> read(ClassLoader loader, String name) {
        String resource = name + ".class";
        try (InputStream in = loader == null
                ? ClassLoader.getSystemResourceAsStream(resource)
                : loader.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(ClassSummary.of(in.readAllBytes()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
