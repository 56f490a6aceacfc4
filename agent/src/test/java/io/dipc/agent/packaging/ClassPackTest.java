package io.dipc.agent.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPackTest {

    @TempDir
    private Path directory;

    @Test
    void whatIsPackedCanBeRead() throws Exception {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        ClassPack pack = new ClassPack();
        pack.add("a/Empty", new byte[0]);
        pack.add("a/B$C", new byte[] {1, 2, 3});
        pack.add("d/Random", random);
        try (ZipFile jar = jar(pack)) {
            assertThat(read(jar, "a/Empty")).isEmpty();
            assertThat(read(jar, "a/B$C")).containsExactly(1, 2, 3);
            assertThat(read(jar, "d/Random")).isEqualTo(random);
            assertThat(read(jar, "d/Absent")).isNull();
        }
    }

    @Test
    void otherJarIsRefused() throws Exception {
        Path file = directory.resolve("other.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x"));
        }
        try (ZipFile jar = new ZipFile(file.toFile())) {
            assertThatThrownBy(() -> read(jar, "a/B"))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not dipc.jar");
        }
    }

    private ZipFile jar(ClassPack pack) throws IOException {
        Path file = directory.resolve("dipc.jar");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            store(zip, "inst/classes.index", pack.index());
            store(zip, "inst/classes.data", pack.data());
        }
        return new ZipFile(file.toFile());
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    /** The reader is an entry class, visible in its package only. */
    private static byte[] read(ZipFile jar, String name) throws Exception {
        Class<?> type = Class.forName("io.dipc.agent.PackedClasses");
        Constructor<?> constructor = type.getDeclaredConstructor(ZipFile.class);
        constructor.setAccessible(true);
        Method read = type.getDeclaredMethod("read", String.class);
        read.setAccessible(true);
        return (byte[]) read.invoke(constructor.newInstance(jar), name);
    }
}
