package io.dipc.rewriter;

import io.dipc.Distributed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * A Java compiler with its options: what applications are made with.
 */
record Compiler(String name, Path javaHome, List<String> options) {

    static final Compiler JAVAC = new Compiler("javac", null, List.of("--release", "17"));

    /** Every compiler here, with and without debug information, for classes that this JVM can run. */
    static List<Compiler> all() {
        List<Compiler> all = new ArrayList<>();
        for (String debug : List.of("-g", "-g:none", "-g:source,lines")) {
            List<String> options = List.of("--release", "17", debug);
            all.add(new Compiler("javac", null, options));
            all.add(new Compiler("ecj", null, options));
            // A process each: the option between the two extremes is left to the compilers in this process.
            for (Path home : debug.equals("-g:source,lines") ? List.<Path>of() : otherJdks()) {
                all.add(new Compiler("javac of " + home.getFileName(), home, options));
            }
        }
        return all;
    }

    /** The JDKs beside the one that runs the tests. */
    static List<Path> otherJdks() {
        try {
            Path own = Path.of(System.getProperty("java.home")).toRealPath();
            List<Path> found = new ArrayList<>();
            try (Stream<Path> siblings = Files.list(own.getParent())) {
                for (Path sibling : siblings.sorted().toList()) {
                    if (Files.isExecutable(sibling.resolve("bin/javac"))) {
                        Path home = sibling.toRealPath();
                        if (!home.equals(own) && !found.contains(home)) {
                            found.add(home);
                        }
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Compiler with(String... more) {
        return new Compiler(
                name, javaHome, Stream.concat(options.stream(), Stream.of(more)).toList());
    }

    boolean keepsVariables() {
        return options.contains("-g");
    }

    /** Compiles sources to class files by name; the file name of a source is that of its first type. */
    Map<String, byte[]> compile(String... sources) {
        return compile(List.of(), sources);
    }

    Map<String, byte[]> compile(List<Path> classPath, String... sources) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("sample");
            List<Path> files = new ArrayList<>();
            for (String source : sources) {
                Path file = directory.resolve("src").resolve(fileName(source));
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source));
            }
            Path out = Files.createDirectory(directory.resolve("out"));
            compile(files, out, classPath);
            return read(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(directory);
        }
    }

    private void compile(List<Path> files, Path out, List<Path> classPath) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        List<Path> path = classPath.isEmpty() ? List.of(apiClasses()) : classPath;
        boolean modular = files.stream().anyMatch(f -> f.endsWith("module-info.java"));
        arguments.addAll(List.of(
                "-d",
                out.toString(),
                modular ? "--module-path" : "-classpath",
                String.join(":", path.stream().map(Path::toString).toList())));
        if (javaHome != null) {
            List<String> command =
                    new ArrayList<>(List.of(javaHome.resolve("bin/javac").toString()));
            command.addAll(arguments);
            files.forEach(f -> command.add(f.toString()));
            ChildJvm.Result result = ChildJvm.run(command);
            if (result.exitCode() != 0) {
                throw new IllegalArgumentException(name + ": " + result);
            }
            return;
        }
        JavaCompiler compiler = name.equals("ecj") ? new EclipseCompiler() : ToolProvider.getSystemJavaCompiler();
        if (name.equals("ecj")) {
            arguments.add("-nowarn");
        }
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            java.io.StringWriter messages = new java.io.StringWriter();
            boolean done = compiler.getTask(
                            messages, manager, null, arguments, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            if (!done) {
                throw new IllegalArgumentException(name + ": " + messages);
            }
        }
    }

    static Path apiClasses() {
        try {
            URI location = Distributed.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            return Path.of(location);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fileName(String source) {
        if (source.contains("module ") && source.contains("requires ")) {
            return "module-info.java";
        }
        java.util.regex.Matcher type = java.util.regex.Pattern.compile(
                        "(?:class|interface|enum|record|@interface) (\\w+)")
                .matcher(source);
        if (!type.find()) {
            throw new IllegalArgumentException("no type in " + source);
        }
        java.util.regex.Matcher packageName =
                java.util.regex.Pattern.compile("package ([\\w.]+);").matcher(source);
        String directory = packageName.find() ? packageName.group(1).replace('.', '/') + "/" : "";
        return directory + type.group(1) + ".java";
    }

    private static Map<String, byte[]> read(Path out) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String path = out.relativize(file).toString();
                classes.put(path.substring(0, path.length() - 6).replace('/', '.'), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name + " " + String.join(" ", options);
    }
}
