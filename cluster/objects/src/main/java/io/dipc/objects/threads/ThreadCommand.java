package io.dipc.objects.threads;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.executor.Semantics;

/**
 * The commands of the thread table as bytes. A member that runs threads <i>attends</i>: it waits for orders, one after the
 * other.
 */
public final class ThreadCommand {
    static final byte ATTEND = 1;
    static final byte START = 2;
    static final byte AWAIT_END = 3;
    static final byte ENDED = 4;
    static final byte INTERRUPT = 5;
    static final byte PROBE = 6;
    static final byte PROBED = 7;
    static final byte AWAIT_ATTENDANCE = 8;

    private ThreadCommand() {}

    /**
     * This session runs threads from now on. Parks until there is an order for it. Answer: {@link ThreadOrder#listOf}. A
     * thread counts as begun from the acceptance on.
     *
     * @param member the name by which people know the member
     */
    public static byte[] attend(String member) {
        return new WireWriter().putByte(ATTEND).putString(member).toBytes();
    }

    /**
     * Parks until enough sessions attend. Answer: empty.
     *
     * @param sessions how many
     */
    public static byte[] awaitAttendance(int sessions) {
        return new WireWriter(6).putByte(AWAIT_ATTENDANCE).putInt(sessions).toBytes();
    }

    /**
     * Places a thread on the session that attends and runs the fewest, the next one in turn if there are several. Never
     * parks; where no session attends, the thread begins when one does. Answer: {@link ThreadAnswer#started}.
     *
     * @param semantics what becomes of it when the JVM dies in which it runs
     * @param name for people
     * @param body the thread
     */
    public static byte[] start(Semantics semantics, String name, byte[] body) {
        return new WireWriter(body.length + 64)
                .putByte(START)
                .putByte(semantics.ordinal())
                .putString(name)
                .putBytes(body)
                .toBytes();
    }

    /**
     * Waits for the end of a thread that this session has started; parks until then. Answer: {@link ThreadEnd}; empty if
     * nothing is known of it. The acceptance removes what is known.
     */
    public static byte[] awaitEnd(long thread) {
        return ofThread(AWAIT_END, thread).toBytes();
    }

    /**
     * A thread has ended. Never parks. Answer: empty.
     *
     * @param thread its id
     * @param attempt as ordered
     * @param result what is to be told to the one who started it
     */
    public static byte[] ended(long thread, int attempt, byte[] result) {
        return new WireWriter(result.length + 24)
                .putByte(ENDED)
                .putLong(thread)
                .putInt(attempt)
                .putRaw(result, 0, result.length)
                .toBytes();
    }

    /** Interrupts a thread, if it has not ended. Never parks. Answer: empty. */
    public static byte[] interrupt(long thread) {
        return ofThread(INTERRUPT, thread).toBytes();
    }

    /**
     * Asks how a thread is; parks until the session that runs it has said so, after all interrupts that were sent before.
     * Answer: what it said; empty if the thread has ended or nothing is known of it.
     */
    public static byte[] probe(long thread) {
        return ofThread(PROBE, thread).toBytes();
    }

    /**
     * How a thread is. Never parks. Answer: empty.
     *
     * @param probe which question is answered
     * @param state the answer, not empty
     */
    public static byte[] probed(long probe, byte[] state) {
        return ofThread(PROBED, probe).putRaw(state, 0, state.length).toBytes();
    }

    private static WireWriter ofThread(byte operation, long id) {
        return new WireWriter(16).putByte(operation).putLong(id);
    }

    static byte[] rest(WireReader reader) {
        return reader.getRaw(reader.remaining());
    }
}
