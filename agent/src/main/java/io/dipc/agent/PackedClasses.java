package io.dipc.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The hidden classes in dipc.jar: two entries instead of ten thousand, because the JVM reads the whole directory of the
 * jar at the start of every program, also of one that never needs them. Written by the packager. Thread-safe.
 *
 * <p>The entry {@value #DATA} is stored as it is and holds one deflated class file after the other; {@value #INDEX} is
 * deflated and tells, for each class, length of its name (2 bytes), name, offset, deflated length and length (4 bytes
 * each).
 */
final class PackedClasses {

    static final String INDEX = "inst/classes.index";
    static final String DATA = "inst/classes.data";

    private final ZipFile jar;
    private final ZipEntry data;
    private final ByteBuffer index;
    private final Map<String, Integer> positions = new HashMap<>(1 << 14);

    /**
     * @throws IOException if the jar cannot be read or is not dipc.jar
     */
    PackedClasses(ZipFile jar) throws IOException {
        this.jar = jar;
        data = entry(DATA);
        byte[] bytes;
        try (InputStream in = new InflaterInputStream(jar.getInputStream(entry(INDEX)))) {
            bytes = in.readAllBytes();
        }
        index = ByteBuffer.wrap(bytes);
        int at = 0;
        while (at < bytes.length) {
            int length = index.getShort(at);
            positions.put(new String(bytes, at + 2, length, StandardCharsets.ISO_8859_1), at + 2 + length);
            at += 2 + length + 12;
        }
    }

    private ZipEntry entry(String name) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null) {
            throw new IOException(
                    jar.getName().concat(" is not dipc.jar: it has no ").concat(name));
        }
        return entry;
    }

    /**
     * Reads a class.
     *
     * @param name as in class files, {@code com/acme/App}
     * @return the class file, or null if there is none
     */
    byte[] read(String name) throws IOException {
        Integer position = positions.get(name);
        if (position == null) {
            return null;
        }
        byte[] deflated;
        try (InputStream in = jar.getInputStream(data)) {
            in.skipNBytes(index.getInt(position));
            deflated = in.readNBytes(index.getInt(position + 4));
        }
        byte[] content = new byte[index.getInt(position + 8)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            if (inflater.inflate(content) != content.length) {
                throw new IOException(jar.getName().concat(" is damaged at ").concat(name));
            }
        } catch (DataFormatException e) {
            throw new IOException(jar.getName().concat(" is damaged at ").concat(name), e);
        } finally {
            inflater.end();
        }
        return content;
    }
}
