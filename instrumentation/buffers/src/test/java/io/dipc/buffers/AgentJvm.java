package io.dipc.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** Runs a main class of the tests under an agent, on each JDK beside the one that runs the tests, too. */
final class AgentJvm {
    private static final int LIMIT_MINUTES = 5;

    /** What the JVM says of such a module whatever it does. */
    private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

    private AgentJvm() {}

    /** The JDKs of this machine that may run what is tested; the one that runs the tests is the first. */
    static List<Path> jdks() throws IOException {
        List<Path> jdks = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        jdks.add(own);
        try (Stream<Path> siblings = Files.list(own.getParent())) {
            for (Path sibling : siblings.sorted().toList()) {
                if (Files.isExecutable(sibling.resolve("bin/javac")) && isSupported(sibling)) {
                    Path home = sibling.toRealPath();
                    if (!jdks.contains(home)) {
                        jdks.add(home);
                    }
                }
            }
        }
        return jdks;
    }

    /** Those between are not tried: their memory segments are a preview. */
    private static boolean isSupported(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return false;
        }
        for (String line : Files.readAllLines(release)) {
            if (line.startsWith("JAVA_VERSION=")) {
                int feature = Runtime.Version.parse(line.substring(14, line.length() - 1))
                        .feature();
                return feature == 17 || feature >= 22;
            }
        }
        return false;
    }

    /** Runs it to its end, which must be a good one without a line on standard error. Returns its output. */
    static List<String> run(Path jdk, Path directory, Class<?> main, String... arguments) throws Exception {
        return run(List.of(), jdk, directory, main, arguments);
    }

    /** As {@link #run}, with these options of the JVM. */
    static List<String> run(List<String> options, Path jdk, Path directory, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = command(jdk, directory, main, arguments);
        command.addAll(command.indexOf("-cp"), options);
        return end(command, directory);
    }

    /** As {@link #run}, in a process that may have so many KiB of addresses, with a small heap. */
    static List<String> runWithin(long kib, Path jdk, Path directory, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -v " + kib + " && exec \"$@\"", "sh"));
        command.addAll(command(jdk, directory, main, arguments));
        command.add(command.indexOf("-cp"), "-Xmx256m");
        return end(command, directory);
    }

    private static List<String> command(Path jdk, Path directory, Class<?> main, String... arguments)
            throws IOException {
        Path agent = agent(directory);
        List<String> command = new ArrayList<>(List.of(
                jdk.resolve("bin/java").toString(),
                "-XX:-UsePerfData",
                "-javaagent:" + agent,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> end(List<String> command, Path directory) throws Exception {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("ended; %s", Files.readString(out))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readAllLines(err))
                .filteredOn(line -> !line.equals(INCUBATOR))
                .as("stderr; stdout: %s", Files.readString(out))
                .isEmpty();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readAllLines(out);
    }

    private static Path agent(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", TestAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path file = directory.resolve("agent.jar");
        String name = TestAgent.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(name));
            jar.write(TestAgent.class.getResourceAsStream("/" + name).readAllBytes());
        }
        return file;
    }
}
