package io.dipc.agent.packaging;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes the hidden classes as {@code io.dipc.agent.PackedClasses}, which describes the form, reads them. */
final class ClassPack {

    private final ByteArrayOutputStream index = new ByteArrayOutputStream();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();

    /**
     * @param name as in class files, {@code com/acme/App}
     */
    void add(String name, byte[] content) throws IOException {
        byte[] deflated = deflate(content);
        byte[] encoded = name.getBytes(StandardCharsets.ISO_8859_1);
        DataOutputStream out = new DataOutputStream(index);
        out.writeShort(encoded.length);
        out.write(encoded);
        out.writeInt(data.size());
        out.writeInt(deflated.length);
        out.writeInt(content.length);
        data.writeBytes(deflated);
    }

    byte[] index() throws IOException {
        return deflate(index.toByteArray());
    }

    byte[] data() {
        return data.toByteArray();
    }

    private static byte[] deflate(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(content);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
