package io.dipc.buffers;

import java.nio.ByteBuffer;
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

    private final FreshRegion region;

    private RawAddresses(FreshRegion region) {
        this.region = region;
    }

    public static void main(String[] arguments) throws Exception {
        // Used before the hooks are there, too: loaded classes and compiled code are hooked as well.
        new CRC32().update(ByteBuffer.allocateDirect(10));
        check(new FreshRegion(SIZE));
        if (Runtime.version().feature() >= 22) {
            check(new FreshRegion(SIZE, Segments::bufferOfSegmentOf));
        }
        System.out.println("done");
    }

    private static void check(FreshRegion region) throws Exception {
        new RawAddresses(region).check();
        Channels.check(region);
    }

    private void check() throws Exception {
        checksum(CRC32::new);
        checksum(CRC32C::new);
        checksum(Adler32::new);
        cipher();
        refused("Deflater", () -> {
            Deflater deflater = new Deflater();
            deflater.setInput(region.buffer);
            return deflater.deflate(new byte[100]);
        });
        refused("Inflater", () -> {
            Inflater inflater = new Inflater();
            inflater.setInput(region.buffer);
            try {
                return inflater.inflate(new byte[100]);
            } catch (java.util.zip.DataFormatException e) {
                throw new IllegalStateException(e);
            }
        });
        refused("Deflater to it", () -> {
            Deflater deflater = new Deflater();
            deflater.setInput(new byte[100]);
            deflater.finish();
            return deflater.deflate(region.buffer);
        });
        refused("Inflater to it", () -> {
            Inflater inflater = new Inflater();
            inflater.setInput(new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
            try {
                return inflater.inflate(region.buffer);
            } catch (java.util.zip.DataFormatException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void checksum(Supplier<Checksum> checksums) {
        Checksum expected = checksums.get();
        expected.update(region.contents, 100, SIZE - 100);
        Checksum got = checksums.get();
        got.update(region.fresh().position(100));
        region.check(
                expected.getValue() == got.getValue() && !region.buffer.hasRemaining() && !region.pager.seen.isEmpty(),
                got);
    }

    private void cipher() throws Exception {
        SecretKeySpec key = new SecretKeySpec(new byte[16], "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        byte[] expected = cipher.doFinal(region.contents, 0, 5000);
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
        region.fresh();
        region.check(
                cipher.doFinal(
                                ByteBuffer.allocateDirect(expected.length)
                                        .put(expected)
                                        .flip(),
                                region.buffer)
                        == 5000,
                "decrypt");
        region.buffer.flip();
        byte[] got = new byte[5000];
        region.buffer.get(got);
        region.check(Arrays.equals(got, Arrays.copyOf(region.contents, 5000)), "decrypted");
    }

    private void refused(String what, Supplier<Object> action) {
        try {
            region.fresh();
            region.check(false, what + ": " + action.get());
        } catch (UnsupportedOperationException e) {
            region.check(e.getMessage().contains("expected: a copy"), e);
        }
    }
}
