package io.dipc.agent.packaging;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where an entry of a library goes in dipc.jar, if it goes there at all. */
final class Layout {

    /** Below it is what the application's loaders cannot load. */
    static final String PREFIX = "inst/";

    /** How the names of class files below {@link #PREFIX} end until they are packed. */
    static final String CLASS_DATA = ".classdata";

    /** Classes that must be seen by the system loader: API, entry classes and pre-filter. */
    private static final Pattern ROOT_CLASSES = Pattern.compile("io/dipc/(agent/|rewriter/prefilter/)?[^/]+\\.class");

    private static final Pattern LICENCE =
            Pattern.compile("(meta-inf/)?[^/]*(license|notice|third-?party|attribution)[^/]*");

    private static final List<Pattern> LEFT_OUT = List.of(
            Pattern.compile("(.*/)?(module|package)-info\\.class"),
            Pattern.compile("META-INF/(maven|versions|proguard|native-image|lib)/.*"),
            Pattern.compile("META-INF/[^/]*"),
            // The packager itself.
            Pattern.compile("io/dipc/agent/packaging/.*"),
            // Libraries inside Hazelcast that only its SQL connectors, Jet jobs and checks of YAML use.
            Pattern.compile("com/hazelcast/shaded/(com/zaxxer|com/fasterxml|io/github|nonapi|org/everit|org/json)/.*"),
            Pattern.compile("META-INF/services/com\\.hazelcast\\.shaded\\.com\\.fasterxml\\..*"),
            // What Hazelcast ships for people: schemas, examples, and thread affinity libraries.
            Pattern.compile("hazelcast-.*\\.(xsd|json)"),
            Pattern.compile("hazelcast-.*(full-example|docker|assembly|security-hardened).*"),
            Pattern.compile("(hazelcast-download.properties|release_notes.txt|lib/.*)"));

    private Layout() {}

    /**
     * @param library the name of the jar without its ending
     * @param name the name of the entry in it
     * @return its name in dipc.jar, or null if it is left out
     */
    static String target(String library, String name) {
        if (LICENCE.matcher(name.toLowerCase(Locale.ROOT)).matches() && !name.endsWith(".class")) {
            return "META-INF/licenses/" + library + '/' + name;
        }
        for (Pattern pattern : LEFT_OUT) {
            if (pattern.matcher(name).matches()) {
                return null;
            }
        }
        if (ROOT_CLASSES.matcher(name).matches()) {
            return name;
        }
        return name.endsWith(".class")
                ? PREFIX + name.substring(0, name.length() - ".class".length()) + CLASS_DATA
                : PREFIX + name;
    }
}
