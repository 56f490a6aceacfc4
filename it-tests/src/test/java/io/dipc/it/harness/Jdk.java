package io.dipc.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An installed JDK or JRE.
 *
 * @param home its directory
 * @param feature its version, such as 17
 */
public record Jdk(Path home, int feature) {

    /**
     * Keeps a JVM from writing "Cannot use file /tmp/hsperfdata_… because it is locked by another process" to standard
     * output, which it does where two start at the same moment and look at what a third has left.
     */
    public static final String QUIET = "-XX:-UsePerfData";

    private static final List<Jdk> ALL = discover();

    /**
     * One of each version of those that are tested: this JVM's own, those that {@code JAVA_HOME_*} name, and those that
     * are installed beside it. The oldest is first.
     */
    public static List<Jdk> all() {
        return ALL;
    }

    /** The one that this JVM is of. */
    public static Jdk own() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    public Path java() {
        return home.resolve("bin/java");
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static List<Jdk> discover() {
        Path own = own().home();
        List<Path> homes = new ArrayList<>(List.of(own));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME_")) {
                homes.add(Path.of(value));
            }
        });
        try (Stream<Path> siblings = Files.list(own.toAbsolutePath().getParent())) {
            siblings.sorted().forEach(homes::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }

        TreeMap<Integer, Jdk> found = new TreeMap<>();
        for (Path home : homes) {
            int feature = feature(home);
            if (feature >= 17) {
                found.putIfAbsent(feature, new Jdk(home, feature));
            }
        }
        if (found.size() == 1) {
            System.out.println("Integration tests run on " + found.firstEntry().getValue()
                    + " only: no other JDK from 17 on is installed beside " + own
                    + " or named by an environment variable JAVA_HOME_*");
        } else {
            System.out.println("Integration tests run on " + found.values());
        }
        return List.copyOf(found.values());
    }

    private static int feature(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(release)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
        return version.isEmpty() ? 0 : Runtime.Version.parse(version).feature();
    }
}
