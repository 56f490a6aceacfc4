package io.dipc.rewriter;

import io.dipc.rewriter.classfile.Policies;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the configuration says about places.
 *
 * @param fields keys by field, {@code com.acme.App.jobs}; the class as {@link Class#getName()} gives it. A configured
 *     key goes before an annotation's
 * @param allocations keys by allocation, {@code com.acme.Main.main/LinkedBlockingQueue#0}: class, method, the
 *     allocated class (simple or full name), and which one of its allocations in that method, in the order of the
 *     source
 * @param policies for configured places and classes of threads, what becomes at a crash of what is held: {@code OnCrash}, {@code Delivery},
 *     {@code Execution} or a number of backups, as {@code com.acme.App.jobs/delivery}. They go before an annotation's
 * @param threads classes whose threads are distributed, as {@link Class#getName()} gives them
 * @param failClosed whether what cannot be distributed throws; otherwise it is one warning, and the object stays local
 */
public record RewriterConfig(
        Map<String, String> fields,
        Map<String, String> allocations,
        Map<String, String> policies,
        Set<String> threads,
        boolean failClosed) {

    /** Name of the policy for permits. */
    public static final String ON_CRASH = "onCrash";

    /** Name of the policy for elements. */
    public static final String DELIVERY = "delivery";

    /** Name of the policy for tasks. */
    public static final String EXECUTION = "execution";

    /** Name of the policy for regions: how many backups. */
    public static final String BACKUPS = "backups";

    /**
     * @throws IllegalArgumentException for an entry that names nothing that could exist, or has no key
     */
    public RewriterConfig {
        fields = Map.copyOf(fields);
        allocations = Map.copyOf(allocations);
        policies = Map.copyOf(policies);
        threads = Set.copyOf(threads);
        fields.forEach((field, key) -> {
            requireKey("fields", field, key);
            ConfiguredField.parse(field, key);
        });
        allocations.forEach((allocation, key) -> {
            requireKey("allocations", allocation, key);
            ConfiguredAllocation.parse(allocation, key);
        });
    }

    /**
     * @return no configured place, failing closed
     */
    public static RewriterConfig annotationsOnly() {
        return new RewriterConfig(Map.of(), Map.of(), Map.of(), Set.of(), true);
    }

    /**
     * @return the names of the classes that contain configured places, as {@link Class#getName()} gives them
     */
    public Set<String> classNames() {
        Set<String> names = new TreeSet<>(threads);
        new TreeMap<>(fields)
                .forEach((field, key) ->
                        names.add(ConfiguredField.parse(field, key).className()));
        new TreeMap<>(allocations)
                .forEach((allocation, key) ->
                        names.add(ConfiguredAllocation.parse(allocation, key).className()));
        return names;
    }

    /**
     * @param place a configured place, a class of threads, or any other
     * @param otherwise what is not configured there
     */
    Policies policies(String place, Policies otherwise) {
        return otherwise.with(
                policies.get(place + "/" + ON_CRASH),
                policies.get(place + "/" + DELIVERY),
                policies.get(place + "/" + EXECUTION),
                policies.get(place + "/" + BACKUPS));
    }

    private static void requireKey(String section, String place, String key) {
        if (key.isBlank()) {
            throw new IllegalArgumentException(section + ": " + place
                    + ": the key is empty (expected: the cluster-wide name of the object); write " + place + ": NAME");
        }
    }
}
