package io.dipc.buffers;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Main: what takes a buffer's address finds the pages of a region, which are not here at first, or is refused. */
final class RawAddresses {
    private static final int SIZE = 3 * 4096;

    private static final LocalPager PAGER = new LocalPager();
    private static Reservation region;
    private static ByteBuffer buffer;
    private static final byte[] CONTENTS = new byte[SIZE];

    private RawAddresses() {}

    public static void main(String[] arguments) throws Exception {
        // Used before the hooks are there, too: loaded classes and compiled code are hooked as well.
        new CRC32().update(ByteBuffer.allocateDirect(10));
        region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, 4096, PAGER);
        PAGER.region = region;
        buffer = ByteBuffer.allocateDirect(SIZE);
        region.rewire(buffer);
        for (int i = 0; i < SIZE; i++) {
            CONTENTS[i] = (byte) (i * 31 + i / 256);
        }
        checksum(CRC32::new);
        checksum(CRC32C::new);
        checksum(Adler32::new);
        file();
        pipe();
        datagrams();
        cipher();
        refused("Deflater", () -> {
            Deflater deflater = new Deflater();
            deflater.setInput(buffer);
            return deflater.deflate(new byte[100]);
        });
        refused("Inflater", () -> {
            Inflater inflater = new Inflater();
            inflater.setInput(buffer);
            try {
                return inflater.inflate(new byte[100]);
            } catch (java.util.zip.DataFormatException e) {
                throw new IllegalStateException(e);
            }
        });
        System.out.println("done");
    }

    /** Every page has its contents, and none is here. */
    private static ByteBuffer fresh() {
        for (int page = 0; page < 3; page++) {
            region.protect(page, PageState.INVALID);
            region.install(page, Arrays.copyOfRange(CONTENTS, page * 4096, (page + 1) * 4096), PageState.INVALID);
        }
        PAGER.seen.clear();
        return buffer.clear();
    }

    private static void checksum(Supplier<Checksum> checksums) {
        Checksum expected = checksums.get();
        expected.update(CONTENTS, 100, SIZE - 100);
        Checksum got = checksums.get();
        got.update(fresh().position(100));
        check(expected.getValue() == got.getValue() && !buffer.hasRemaining() && !PAGER.seen.isEmpty(), got);
    }

    private static void file() throws Exception {
        Path path = Files.createTempFile("raw", null);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            check(channel.write(fresh().position(1)) == SIZE - 1 && !PAGER.seen.isEmpty(), "write");
            check(Arrays.equals(Files.readAllBytes(path), Arrays.copyOfRange(CONTENTS, 1, SIZE)), "written");
            fresh().position(3);
            check(channel.read(buffer, 7) == SIZE - 8 && PAGER.seen.contains("write 0"), "read");
            check(buffer.get(3) == CONTENTS[8] && buffer.get(SIZE - 6) == CONTENTS[SIZE - 1], "was read");
            ByteBuffer[] both = {fresh().slice(10, 5000), ByteBuffer.allocateDirect(10)};
            check(channel.position(0).write(both) == 5010 && !PAGER.seen.isEmpty(), "gather");
            both = new ByteBuffer[] {ByteBuffer.allocateDirect(10), fresh().slice(0, 4990)};
            check(channel.position(0).read(both) == 5000 && buffer.get(0) == CONTENTS[20], "scatter");
        } finally {
            Files.delete(path);
        }
    }

    private static void pipe() throws Exception {
        Pipe pipe = Pipe.open();
        check(pipe.sink().write(fresh().limit(4)) == 4 && !PAGER.seen.isEmpty(), "sink");
        fresh().position(4094);
        check(pipe.source().read(buffer) == 4, "source");
        check(buffer.get(4094) == CONTENTS[0] && buffer.get(4097) == CONTENTS[3], "piped");
        pipe.sink().close();
        pipe.source().close();
    }

    private static void datagrams() throws Exception {
        try (DatagramChannel a = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                DatagramChannel b = DatagramChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            check(a.send(fresh().limit(2000), b.getLocalAddress()) == 2000 && !PAGER.seen.isEmpty(), "send");
            fresh().position(3000);
            check(b.receive(buffer) != null && buffer.position() == 5000, "receive");
            check(buffer.get(3000) == CONTENTS[0] && buffer.get(4999) == CONTENTS[1999], "received");
        }
    }

    private static void cipher() throws Exception {
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        byte[] expected = cipher.doFinal(CONTENTS, 0, 5000);
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        fresh();
        check(
                cipher.doFinal(
                                ByteBuffer.allocateDirect(expected.length)
                                        .put(expected)
                                        .flip(),
                                buffer)
                        == 5000,
                "decrypt");
        buffer.flip();
        byte[] got = new byte[5000];
        buffer.get(got);
        check(Arrays.equals(got, Arrays.copyOf(CONTENTS, 5000)), "decrypted");
    }

    private static void refused(String what, Supplier<Object> action) {
        try {
            fresh();
            check(false, what + ": " + action.get());
        } catch (UnsupportedOperationException e) {
            check(e.getMessage().contains("expected: a copy"), e);
        }
    }

    private static void check(boolean condition, Object message) {
        if (!condition) {
            throw new AssertionError(message + " " + PAGER.seen);
        }
    }
}
