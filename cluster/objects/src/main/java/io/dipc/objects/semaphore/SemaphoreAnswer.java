package io.dipc.objects.semaphore;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** The answers of a semaphore. All readers throw {@link IllegalArgumentException} for bytes that are not such an answer. */
public final class SemaphoreAnswer {
    static final byte[] YES = {1};
    static final byte[] NO = {0};

    private SemaphoreAnswer() {}

    /** What became of a release. */
    public enum Release {
        /** The permits are available; the releasing session held them, or nobody did. */
        RELEASED,
        /** The permits are available; some of them were charged to other sessions that hold permits. */
        CHARGED_TO_OTHERS,
        /** Nothing was released: there would be more permits than an int can count. */
        OVERFLOW;

        private static final Release[] ALL = values();

        public static Release of(byte[] answer) {
            int number = new WireReader(answer).getByte();
            if (number < 0 || number >= ALL.length) {
                throw new IllegalArgumentException(
                        "answer " + number + " to a release (expected: 0 to " + (ALL.length - 1) + ")");
            }
            return ALL[number];
        }

        byte[] toBytes() {
            return new byte[] {(byte) ordinal()};
        }
    }

    /** Whether the permits were given out. */
    public static boolean acquired(byte[] answer) {
        return new WireReader(answer).getBoolean();
    }

    /** Whether the permits were taken away; false: there would be fewer than an int can count, and nothing was done. */
    public static boolean reduced(byte[] answer) {
        return new WireReader(answer).getBoolean();
    }

    /** A number of permits or of waiting acquires. */
    public static int number(byte[] answer) {
        return new WireReader(answer).getInt();
    }

    static byte[] ofNumber(int number) {
        return new WireWriter(5).putInt(number).toBytes();
    }
}
