package io.dipc.rewriter;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The distributed fields of the classes that passed through the rewriter, by defining loader; a loader that is gone
 * takes its entries along. Thread-safe.
 */
final class Registry {

    /**
     * A class with distributed fields.
     *
     * @param fields they
     * @param nestHost name of its nest host, as {@link Class#getName()} gives it
     */
    record Entry(List<DistributedField> fields, String nestHost) {}

    private final Map<ClassLoader, Map<String, Entry>> byLoader = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<ClassLoader, Set<String>> extendedByLoader = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean empty = true;

    void put(ClassLoader loader, String className, Collection<DistributedField> fields, String nestHost) {
        byLoader.computeIfAbsent(loader, l -> new ConcurrentHashMap<>())
                .put(className, new Entry(List.copyOf(fields), nestHost));
        empty = false;
    }

    /**
     * Notes that members were added to a class when it was loaded: they have to be there again whenever the class is
     * transformed anew, since the JVM lets nobody remove them.
     */
    void putExtended(ClassLoader loader, String className) {
        extendedByLoader
                .computeIfAbsent(loader, l -> ConcurrentHashMap.newKeySet())
                .add(className);
    }

    boolean isExtended(ClassLoader loader, String className) {
        Set<String> extended = extendedByLoader.get(loader);
        return extended != null && extended.contains(className);
    }

    boolean contains(ClassLoader loader, String className) {
        return entry(loader, className) != null;
    }

    private Entry entry(ClassLoader loader, String className) {
        Map<String, Entry> classes = byLoader.get(loader);
        return classes == null ? null : classes.get(className);
    }

    /**
     * A distributed field that a loaded class has, declared or inherited.
     *
     * @param field the field
     * @param declaring the class that declares it
     * @param nestHost as in {@link Entry}
     */
    record Found(DistributedField field, Class<?> declaring, String nestHost) {}

    /**
     * @param descriptor the field's type; null for any
     * @return null if the field is not distributed
     */
    Found find(Class<?> type, String name, String descriptor) {
        if (empty || type == null) {
            return null;
        }
        Entry entry = entry(type.getClassLoader(), type.getName());
        if (entry != null) {
            for (DistributedField distributed : entry.fields) {
                if (distributed.field().name().equals(name)
                        && (descriptor == null
                                || distributed.field().descriptor().equals(descriptor))) {
                    return new Found(distributed, type, entry.nestHost);
                }
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            Found inherited = find(parent, name, descriptor);
            if (inherited != null) {
                return inherited;
            }
        }
        return find(type.getSuperclass(), name, descriptor);
    }
}
