package io.dipc.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What was built before the tests run. */
public final class Product {

    private static final Path ROOT =
            Path.of(System.getProperty("dipc.it.root", "..")).toAbsolutePath().normalize();

    private Product() {}

    /** The top directory of the source. */
    public static Path root() {
        return ROOT;
    }

    /** {@code dipc.jar}. */
    public static Path dipcJar() {
        return built(ROOT.resolve("agent/target/dipc.jar"));
    }

    /** A demo's jar, which names its main class and its libraries. */
    public static Path demo(String name) {
        return built(ROOT.resolve("demo-apps/" + name + "/target/" + name + ".jar"));
    }

    /** The class path of the test programs: their classes and {@code dipc-api}, no library. */
    public static String testPrograms() {
        return ROOT.resolve("it-tests/target/test-classes")
                + File.pathSeparator
                + built(ROOT.resolve("instrumentation/api/target/classes"));
    }

    /** The class path of test programs that record what they see. */
    public static String recordingPrograms() {
        return testPrograms() + File.pathSeparator + built(ROOT.resolve("cluster/histories/target/classes"));
    }

    /** The class path of programs that use other libraries. */
    public static String benchmarks() {
        try {
            return ROOT.resolve("it-tests/target/test-classes")
                    + File.pathSeparator
                    + Files.readString(built(ROOT.resolve("it-tests/target/bench.classpath")))
                            .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path built(Path path) {
        if (Files.notExists(path)) {
            throw new IllegalStateException(path + " does not exist (expected: built by mvn package)");
        }
        return path;
    }
}
