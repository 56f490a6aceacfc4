package io.dipc.buffers.base;

/**
 * Linux's {@code membarrier(MEMBARRIER_CMD_PRIVATE_EXPEDITED)}: every thread of this process that runs executes a full
 * fence before it returns; others do when they are switched to.
 */
public final class Membarrier implements Runnable {
    private static final int PRIVATE_EXPEDITED = 1 << 3;
    private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final long number;

    private Membarrier(long number) {
        this.number = number;
    }

    /** Registers this process, and tries it. Null where there is no such call, or it cannot be reached. */
    public static Runnable create() {
        long number = number();
        if (number < 0 || !SystemCalls.available()) {
            return null;
        }
        Membarrier barrier = new Membarrier(number);
        return barrier.call(REGISTER_PRIVATE_EXPEDITED) == 0 && barrier.call(PRIVATE_EXPEDITED) == 0 ? barrier : null;
    }

    private static long number() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> 324;
            case "aarch64" -> 283;
            default -> -1;
        };
    }

    @Override
    public void run() {
        long result = call(PRIVATE_EXPEDITED);
        if (result != 0) {
            throw new IllegalStateException("membarrier: " + result + " (expected: 0)");
        }
    }

    private long call(int command) {
        return SystemCalls.call(number, command, 0, 0, 0, 0, 0);
    }
}
