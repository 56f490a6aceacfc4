package io.dipc.proxies.threads;

/**
 * How a thread is, where it runs.
 *
 * @param state its state there
 * @param interrupted whether it is interrupted there
 */
record ThreadCondition(Thread.State state, boolean interrupted) {
    private static final Thread.State[] STATES = Thread.State.values();

    static ThreadCondition of(Thread thread) {
        return new ThreadCondition(thread.getState(), thread.isInterrupted());
    }

    byte[] toBytes() {
        return new byte[] {(byte) state.ordinal(), (byte) (interrupted ? 1 : 0)};
    }

    /**
     * @param bytes from another member; empty: it has ended there, and is about to end here
     */
    static ThreadCondition of(byte[] bytes) {
        return bytes.length == 0
                ? new ThreadCondition(Thread.State.RUNNABLE, false)
                : new ThreadCondition(STATES[bytes[0]], bytes[1] != 0);
    }
}
