package io.dipc.agent.packaging;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Lays out the contents of dipc.jar: the class path of the agent, its own classes and those of all libraries, is merged
 * into one directory tree. Only the API and the entry classes keep their places; everything else goes below
 * {@code inst/}, classes patched by {@link LibraryPatches} and packed by {@link ClassPack}; see {@link Layout} for what
 * goes where.
 *
 * <p>One pass of our own instead of Maven's shade plugin followed by a renaming one, because the patches need a pass over
 * the byte code in any case.
 */
public final class Packager {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, String> origins = new TreeMap<>();
    private final Map<String, Set<String>> services = new TreeMap<>();
    private final LibraryPatches patches = new LibraryPatches();

    /**
     * @param args the directory to fill, which is emptied first, and a class path of jars and directories
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            throw new IllegalArgumentException(args.length + " arguments (expected: output directory, class path)");
        }
        Packager packager = new Packager();
        for (String element : args[1].split(File.pathSeparator)) {
            packager.add(Path.of(element));
        }
        packager.write(Path.of(args[0]));
    }

    /** Adds a jar or a directory of classes. */
    void add(Path element) throws IOException {
        if (Files.isDirectory(element)) {
            addDirectory(element);
        } else {
            addJar(element);
        }
    }

    private void addDirectory(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = directory.relativize(file).toString().replace(File.separatorChar, '/');
                addEntry(directory.toString(), "dipc", name, Files.readAllBytes(file));
            }
        }
    }

    private void addJar(Path jar) throws IOException {
        String fileName = jar.getFileName().toString();
        String library = fileName.substring(0, fileName.length() - ".jar".length());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.isDirectory()) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        addEntry(fileName, library, entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private void addEntry(String origin, String library, String name, byte[] content) {
        String target = Layout.target(library, name);
        if (target == null) {
            return;
        }
        if (target.startsWith(Layout.PREFIX + "META-INF/services/")) {
            addService(target, content);
            return;
        }
        String other = origins.putIfAbsent(target, origin);
        if (other != null) {
            throw new IllegalStateException(name + " is in " + other + " and in " + origin
                    + " (expected: in one of them; leave the other out in " + Layout.class.getName() + ')');
        }
        files.put(target, target.endsWith(Layout.CLASS_DATA) ? patches.apply(name, content) : content);
    }

    private void addService(String target, byte[] content) {
        Set<String> providers = services.computeIfAbsent(target, key -> new LinkedHashSet<>());
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            String provider = line.replaceFirst("#.*", "").trim();
            if (!provider.isEmpty()) {
                providers.add(provider);
            }
        }
    }

    private void write(Path directory) throws IOException {
        patches.verify();
        delete(directory);
        for (Map.Entry<String, Set<String>> service : services.entrySet()) {
            files.put(service.getKey(), lines(service.getValue()));
        }
        files.putAll(packed());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
    }

    /** Takes the hidden classes out of the files and answers what holds them all. */
    private Map<String, byte[]> packed() throws IOException {
        ClassPack pack = new ClassPack();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey();
            if (name.endsWith(Layout.CLASS_DATA)) {
                String packedName = name.substring(Layout.PREFIX.length(), name.length() - Layout.CLASS_DATA.length());
                pack.add(packedName, file.getValue());
            }
        }
        files.keySet().removeIf(name -> name.endsWith(Layout.CLASS_DATA));
        return Map.of(Layout.PREFIX + "classes.index", pack.index(), Layout.PREFIX + "classes.data", pack.data());
    }

    private static byte[] lines(Set<String> providers) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String provider : providers) {
            out.writeBytes((provider + '\n').getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> found = Files.walk(directory)) {
            found.forEach(all::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Collections.reverse(all);
        for (Path path : all) {
            Files.delete(path);
        }
    }
}
