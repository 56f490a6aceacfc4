package io.dipc.demo.wordcount;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Names and texts of files, in a directory or a zip file. A name says to any JVM on this machine where the text is. */
final class Corpus {

    /** Between the name of a zip file and that of an entry. */
    private static final String ENTRY = "!/";

    /** Opened once and read by all workers. */
    private static final Map<Path, ZipFile> ZIPS = new ConcurrentHashMap<>();

    private Corpus() {}

    /** What the arguments name; without any, text of this machine. Ends the program if they are wrong. */
    static Path of(String[] args) throws IOException {
        if (args.length > 1 || (args.length == 1 && !Files.exists(Path.of(args[0])))) {
            System.err.println(
                    "wordcount: " + String.join(" ", args) + " (expected: one existing directory or zip file)");
            System.exit(2);
        }
        return args.length == 1 ? Path.of(args[0]) : ofThisMachine();
    }

    /** The sources of this machine's JDK or, where they are not installed, generated text. */
    private static Path ofThisMachine() throws IOException {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        return Files.isReadable(sources) ? sources : GeneratedCorpus.directory();
    }

    /** The names of all files, in order. */
    static List<String> names(Path corpus) throws IOException {
        if (Files.isDirectory(corpus)) {
            try (Stream<Path> files = Files.walk(corpus)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> file.toAbsolutePath().toString())
                        .sorted()
                        .toList();
            }
        }
        try (ZipFile zip = new ZipFile(corpus.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> corpus.toAbsolutePath() + ENTRY + entry.getName())
                    .sorted()
                    .toList();
        }
    }

    static String text(String name) throws IOException {
        int entry = name.indexOf(ENTRY);
        byte[] bytes = entry < 0
                ? Files.readAllBytes(Path.of(name))
                : zipped(Path.of(name.substring(0, entry)), name.substring(entry + ENTRY.length()));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] zipped(Path path, String name) throws IOException {
        ZipFile zip = ZIPS.get(path);
        if (zip == null) {
            zip = new ZipFile(path.toFile());
            ZipFile earlier = ZIPS.putIfAbsent(path, zip);
            if (earlier != null) {
                zip.close();
                zip = earlier;
            }
        }
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(path + " has no entry " + name);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
