package io.dipc.rewriter;

import io.dipc.agent.test.TestAgent;
import io.dipc.bridge.Bridge;
import io.dipc.rewriter.prefilter.Gate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.tree.ClassNode;

/**
 * Child JVMs under the test agent, whose jar it makes.
 */
final class AgentJvm {
    private final Path directory;
    private final Path agent;
    private String agentArgument = rewriterPath();

    AgentJvm(Path directory) throws IOException {
        this.directory = directory;
        agent = agent(directory);
    }

    /** The application starts the agent itself, by {@code TestAgent.start()}. */
    AgentJvm startedLate() {
        agentArgument = "late:" + agentArgument;
        return this;
    }

    static List<Path> jdks() {
        List<Path> jdks = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        jdks.addAll(Compiler.otherJdks());
        return jdks;
    }

    static List<Path> jdksWithFlexibleConstructors() {
        return jdks().stream()
                .filter(home ->
                        ChildJvm.run(List.of(home.resolve("bin/javac").toString(), "--release", "25", "-version"))
                                        .exitCode()
                                == 0)
                .toList();
    }

    Path apiJar(String name) throws IOException {
        return jar(directory.resolve(name), new Manifest(), apiClasses());
    }

    ChildJvm.Result run(Path jdk, List<String> options, String... main) throws Exception {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        // else it may tell on standard output of a locked file of performance data
        command.add("-XX:-UsePerfData");
        command.add("-javaagent:" + agent + "=" + agentArgument);
        command.addAll(options);
        command.addAll(List.of(main));
        return ChildJvm.run(command);
    }

    private static Path agent(Path directory) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", TestAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        Map<String, byte[]> classes = new TreeMap<>();
        for (Class<?> entry : List.of(TestAgent.class, Gate.class)) {
            Path root = Path.of(location(entry));
            try (Stream<Path> files =
                    Files.list(root.resolve(entry.getPackageName().replace('.', '/')))) {
                for (Path file : files.toList()) {
                    classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return jar(directory.resolve("agent.jar"), manifest, classes);
    }

    /** From a directory or, where the build has come that far, from the jar; without the jar's own name as a module. */
    private static Map<String, byte[]> apiClasses() throws IOException {
        Path api = Compiler.apiClasses();
        if (Files.isDirectory(api)) {
            return apiClasses(api);
        }
        try (FileSystem jar = FileSystems.newFileSystem(api)) {
            return apiClasses(jar.getPath("/"));
        }
    }

    private static Map<String, byte[]> apiClasses(Path root) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static Path jar(Path file, Manifest manifest, Map<String, byte[]> entries) throws IOException {
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }

    Path write(Map<String, byte[]> classes, String name) throws IOException {
        Path root = Files.createDirectory(directory.resolve(name));
        for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
            Path file = root.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        return root;
    }

    private static String rewriterPath() {
        return Stream.of(
                        Rewriter.class,
                        Bridge.class,
                        PrintingBinder.class,
                        ClassReader.class,
                        ClassNode.class,
                        ClassRemapper.class)
                .map(AgentJvm::location)
                .collect(Collectors.joining(":"));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static String path(Path... parts) {
        return Stream.of(parts).map(Path::toString).collect(Collectors.joining(":"));
    }
}
