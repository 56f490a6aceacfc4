package io.dipc.demo.kernels;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Encrypts an array of random bytes, and decrypts it again. Each block is decrypted by another part than the one that
 * encrypted it.
 */
final class Crypt implements Kernel {

    /** How many blocks are read and written at once. */
    private static final int RUN = 512;

    private static final long KEY_HIGH = 0x0123_4567_89AB_CDEFL;
    private static final long KEY_LOW = 0x8421_1248_F00D_CAFEL;

    private final Idea encryption = Idea.encryption(KEY_HIGH, KEY_LOW);
    private final Idea decryption = Idea.decryption(KEY_HIGH, KEY_LOW);
    private final int blocks;

    /**
     * @param size how many bytes the array has, rounded up to whole blocks
     */
    Crypt(int size) {
        this.blocks = (size + Idea.BLOCK - 1) / Idea.BLOCK;
    }

    @Override
    public String name() {
        return "crypt";
    }

    /** As it is, encrypted, and decrypted. */
    @Override
    public int bytes() {
        return 3 * size();
    }

    private int size() {
        return blocks * Idea.BLOCK;
    }

    @Override
    public int steps() {
        return 3;
    }

    @Override
    public void compute(ByteBuffer memory, int step, Part part) {
        switch (step) {
            case 0 -> fill(memory, part);
            case 1 -> convert(encryption, memory, 0, size(), part);
            case 2 -> convert(decryption, memory, size(), 2 * size(), part.next());
            default -> throw new IllegalArgumentException("step: " + step);
        }
    }

    private void fill(ByteBuffer memory, Part part) {
        for (int block = part.first(blocks); block < part.end(blocks); block++) {
            memory.putLong(block * Idea.BLOCK, new SplittableRandom(block).nextLong());
        }
    }

    private void convert(Idea idea, ByteBuffer memory, int from, int to, Part part) {
        int next;
        for (int block = part.first(blocks); block < part.end(blocks); block = next) {
            next = Math.min(block + RUN, part.end(blocks));
            byte[] run = new byte[(next - block) * Idea.BLOCK];
            memory.get(from + block * Idea.BLOCK, run);
            idea.apply(run);
            memory.put(to + block * Idea.BLOCK, run);
        }
    }

    @Override
    public String result(ByteBuffer memory) {
        int wrong = memory.slice(0, size()).mismatch(memory.slice(2 * size(), size()));
        CRC32 crc = new CRC32();
        crc.update(memory.slice(size(), size()));
        return "%d bytes, encrypted: checksum %08x, decrypted: %s"
                .formatted(size(), crc.getValue(), wrong < 0 ? "as before" : "other from byte " + wrong + " on");
    }
}
