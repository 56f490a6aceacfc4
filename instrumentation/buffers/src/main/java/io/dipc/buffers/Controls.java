package io.dipc.buffers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * For tests alone: what accesses rest on can be switched off, so that a harness shows that it finds what goes wrong
 * then. Writes are lost and words torn in such a JVM, which says so at its first shared buffer. Switches are read before
 * the first reservation and are constants of compiled code after it.
 */
public final class Controls {

    /**
     * System property: names of {@link #NAMES}, separated by commas; not an option of dipc, so that no environment and no
     * file gives it.
     */
    public static final String PROPERTY = "io.dipc.buffers.without";

    /**
     * The handshake of writers; its barrier alone; the fence after reads; the installation of pages by whole words. Those
     * are fields of {@code Setup}.
     */
    static final List<String> NAMES = List.of("handshake", "barrier", "readFence", "wordAtomicInstall");

    private Controls() {}

    /** What is switched off in this JVM, as it was given; else empty. */
    public static String given() {
        return System.getProperty(PROPERTY, "");
    }

    /**
     * The values that fields of {@code Setup} have instead of theirs.
     *
     * @param names as {@link #PROPERTY} has them; empty for none
     */
    static Map<String, Object> parse(String names) {
        Runnable none = () -> {};
        Map<String, Object> fields = new TreeMap<>();
        if (!names.isEmpty()) {
            Arrays.stream(names.split(",")).forEach(name -> {
                if (!NAMES.contains(name)) {
                    throw new IllegalArgumentException(
                            PROPERTY + ": " + name + " (expected: some of " + NAMES + ", separated by commas)");
                }
                fields.put(name, name.equals("barrier") ? none : false);
            });
        }
        return fields;
    }
}
