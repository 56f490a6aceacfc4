package io.dipc.demo.kernels;

/**
 * The International Data Encryption Algorithm, one block after the other. Lai and Massey, <i>A Proposal for a New Block
 * Encryption Standard</i>, EUROCRYPT '90, as revised in 1991: eight rounds and half of one more, of additions modulo 2<sup>16</sup>,
 * multiplications modulo 2<sup>16</sup> + 1 in which 0 stands for 2<sup>16</sup>, and exclusive ors of 16 bits. Here it is something to
 * compute, not a cipher to use. Immutable.
 */
final class Idea {

    /** The bytes of a block. */
    static final int BLOCK = 8;

    private static final int ROUNDS = 8;
    private static final int KEYS_PER_ROUND = 6;
    private static final int KEYS = ROUNDS * KEYS_PER_ROUND + 4;
    private static final int WORD = 0xFFFF;
    private static final int MODULUS = WORD + 2;

    private final int[] keys;

    private Idea(int[] keys) {
        this.keys = keys;
    }

    /** With a key of 128 bits. */
    static Idea encryption(long keyHigh, long keyLow) {
        return new Idea(expand(keyHigh, keyLow));
    }

    /** What reverts {@link #encryption} with the same key. */
    static Idea decryption(long keyHigh, long keyLow) {
        return new Idea(inverse(expand(keyHigh, keyLow)));
    }

    /** The key's eight words, then those of the key rotated by 25 bits, and so on. */
    private static int[] expand(long keyHigh, long keyLow) {
        int[] expanded = new int[KEYS];
        long high = keyHigh;
        long low = keyLow;
        for (int i = 0; i < KEYS; i++) {
            int word = i % 8;
            if (i > 0 && word == 0) {
                long rotated = high << 25 | low >>> 39;
                low = low << 25 | high >>> 39;
                high = rotated;
            }
            expanded[i] = (int) ((word < 4 ? high : low) >>> 48 - word % 4 * 16) & WORD;
        }
        return expanded;
    }

    /** Each round's keys are those of the opposite one, inverted; the two additions change places but at both ends. */
    private static int[] inverse(int[] keys) {
        int[] inverse = new int[KEYS];
        for (int round = 0; round <= ROUNDS; round++) {
            int to = round * KEYS_PER_ROUND;
            int from = (ROUNDS - round) * KEYS_PER_ROUND;
            boolean atEnd = round == 0 || round == ROUNDS;
            inverse[to] = reciprocal(keys[from]);
            inverse[to + 1] = -keys[from + (atEnd ? 1 : 2)] & WORD;
            inverse[to + 2] = -keys[from + (atEnd ? 2 : 1)] & WORD;
            inverse[to + 3] = reciprocal(keys[from + 3]);
            if (round < ROUNDS) {
                inverse[to + 4] = keys[from - 2];
                inverse[to + 5] = keys[from - 1];
            }
        }
        return inverse;
    }

    /** By Fermat's little theorem: the modulus is prime. */
    private static int reciprocal(int word) {
        int result = 1;
        for (int bit = 0; bit < 16; bit++) {
            result = multiply(multiply(result, result), word);
        }
        return result;
    }

    private static int multiply(int a, int b) {
        long product = (long) (a == 0 ? MODULUS - 1 : a) * (b == 0 ? MODULUS - 1 : b);
        return (int) (product % MODULUS) & WORD;
    }

    /** Converts bytes in place. What is behind the last whole block stays as it is. */
    void apply(byte[] bytes) {
        for (int at = 0; at + BLOCK <= bytes.length; at += BLOCK) {
            int a = word(bytes, at);
            int b = word(bytes, at + 2);
            int c = word(bytes, at + 4);
            int d = word(bytes, at + 6);
            int key = 0;
            for (int round = 0; round < ROUNDS; round++) {
                a = multiply(a, keys[key++]);
                b = b + keys[key++] & WORD;
                c = c + keys[key++] & WORD;
                d = multiply(d, keys[key++]);
                int left = multiply(a ^ c, keys[key++]);
                int right = multiply((b ^ d) + left & WORD, keys[key++]);
                int both = left + right & WORD;
                a ^= right;
                d ^= both;
                int inner = b ^ both;
                b = c ^ right;
                c = inner;
            }
            put(bytes, at, multiply(a, keys[key]));
            put(bytes, at + 2, c + keys[key + 1]);
            put(bytes, at + 4, b + keys[key + 2]);
            put(bytes, at + 6, multiply(d, keys[key + 3]));
        }
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private static void put(byte[] bytes, int at, int word) {
        bytes[at] = (byte) (word >>> 8);
        bytes[at + 1] = (byte) word;
    }
}
