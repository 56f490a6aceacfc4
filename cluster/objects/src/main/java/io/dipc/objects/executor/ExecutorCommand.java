package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * The commands of an executor as bytes.
 *
 * <p>An executor that was shut down stays so. Its key does not: where the program stores another executor under it, that
 * one is the next <i>generation</i>, which has the same workers. Generations count from 1.
 */
public final class ExecutorCommand {
    /** For {@link #withdraw}: the task at the head of the queue. */
    public static final long OLDEST = -1;

    /** For {@link #take}: tasks of all generations, and no end. */
    public static final int ANY_GENERATION = 0;

    static final byte OPEN = 1;
    static final byte JOIN = 2;
    static final byte SUBMIT = 3;
    static final byte TAKE = 4;
    static final byte COMPLETE = 5;
    static final byte COMPLETE_AND_TAKE = 6;
    static final byte COLLECT = 7;
    static final byte CANCEL = 8;
    static final byte FORGET = 9;
    static final byte SHUTDOWN = 10;
    static final byte SHUTDOWN_NOW = 11;
    static final byte AWAIT_TERMINATION = 12;
    static final byte AWAIT_INTERRUPTS = 13;
    static final byte SCHEDULE = 14;
    static final byte WITHDRAW = 15;

    private ExecutorCommand() {}

    /**
     * Finds the generation that takes tasks, or begins one. Never parks. Answer: {@link ExecutorAnswer#generation}.
     */
    public static byte[] open() {
        return new byte[] {OPEN};
    }

    /**
     * Says who works in this session. Never parks. Answer: empty.
     *
     * @param member the name by which people know the member
     * @param threads how many tasks it runs at once at most; they are room beside that of the queue
     */
    public static byte[] join(String member, int threads) {
        return new WireWriter().putByte(JOIN).putString(member).putInt(threads).toBytes();
    }

    /**
     * A task to be added.
     *
     * @param generation of the executor
     * @param semantics how often it runs when JVMs die
     * @param keepsResult whether its outcome is kept until this session has collected it; else it is dropped
     * @param task the task
     */
    public record Submission(int generation, Semantics semantics, boolean keepsResult, byte[] task) {
        static Submission readFrom(WireReader reader) {
            return new Submission(
                    reader.getInt(), Semantics.of(reader.getByte()), reader.getBoolean(), reader.getBytes());
        }

        void writeTo(WireWriter writer) {
            writer.putInt(generation)
                    .putByte(semantics.ordinal())
                    .putBoolean(keepsResult)
                    .putBytes(task);
        }
    }

    /**
     * Adds tasks, in this order, each one by itself: others are taken where one is refused. Never parks. Answer:
     * {@link ExecutorAnswer#submitted}, {@link ExecutorAnswer#session}.
     */
    public static byte[] submit(List<Submission> tasks) {
        int bytes = 1;
        for (Submission one : tasks) {
            bytes += one.task.length + 16;
        }
        WireWriter writer = new WireWriter(bytes).putByte(SUBMIT);
        for (Submission one : tasks) {
            one.writeTo(writer);
        }
        return writer.toBytes();
    }

    /**
     * Adds a task that begins when its time has come, of an executor that knows the time. Never parks. Answer as of
     * {@link #submit} of one.
     *
     * @param delay after how many nanoseconds it begins
     * @param period 0: once; positive: again, that many nanoseconds after it was due before; negative: again, as many
     *     after it has run, as long as its result is empty
     */
    public static byte[] schedule(
            int generation, Semantics semantics, boolean keepsResult, long delay, long period, byte[] task) {
        return new WireWriter(task.length + 34)
                .putByte(SCHEDULE)
                .putInt(generation)
                .putByte(semantics.ordinal())
                .putBoolean(keepsResult)
                .putLong(delay)
                .putLong(period)
                .putRaw(task, 0, task.length)
                .toBytes();
    }

    /**
     * Gives a task out; parks until there is one. Answer: {@link ExecutorAnswer.Assignment}. The task counts as begun from
     * the acceptance on.
     *
     * @param generation whose tasks, or {@link #ANY_GENERATION}
     */
    public static byte[] take(int generation) {
        return new WireWriter(6).putByte(TAKE).putInt(generation).toBytes();
    }

    /**
     * A task has run. Never parks. Answer: {@link ExecutorAnswer#counted}.
     *
     * @param task its id
     * @param attempt the attempt that was given out
     * @param result what is to be told to those who wait for it
     */
    public static byte[] complete(long task, int attempt, byte[] result) {
        return completion(COMPLETE, ANY_GENERATION, task, attempt, result);
    }

    /**
     * {@link #complete} and {@link #take} in one. Parks. Answer: {@link ExecutorAnswer.Assignment}; that the task has run is
     * known also if the rest is cancelled.
     */
    public static byte[] completeAndTake(int generation, long task, int attempt, byte[] result) {
        return completion(COMPLETE_AND_TAKE, generation, task, attempt, result);
    }

    private static byte[] completion(byte operation, int generation, long task, int attempt, byte[] result) {
        return new WireWriter(result.length + 24)
                .putByte(operation)
                .putInt(generation)
                .putLong(task)
                .putInt(attempt)
                .putRaw(result, 0, result.length)
                .toBytes();
    }

    /**
     * Waits for outcomes of tasks that this session has submitted, in the order in which they came; parks until there is
     * one. Answer: {@link ExecutorAnswer#collected}. The acceptance removes them. In another session than the one named,
     * because this JVM was excluded meanwhile, it never parks; answer: {@link ExecutorAnswer#movedTo}.
     *
     * @param session in which the tasks were submitted, as the answer to {@link #submit} tells
     */
    public static byte[] collect(long session) {
        return new WireWriter(9).putByte(COLLECT).putFixedLong(session).toBytes();
    }

    /**
     * Makes the outcome of a task "cancelled", unless it has one. Never parks. Answer: {@link ExecutorAnswer#counted}.
     *
     * @param interrupt whether the thread in which it runs is interrupted
     */
    public static byte[] cancel(long task, boolean interrupt) {
        return ofTask(CANCEL, task).putBoolean(interrupt).toBytes();
    }

    /** Nobody wants the outcome of a task any more. Never parks. Answer: empty. */
    public static byte[] forget(long task) {
        return ofTask(FORGET, task).toBytes();
    }

    /** Takes no more tasks from now on; what waits for its time runs once more or not at all. */
    public static byte[] shutdown(int generation) {
        return shutdown(generation, true, false);
    }

    /**
     * Takes no more tasks from now on. Never parks. Answer: empty.
     *
     * @param keepsDelayed whether tasks that wait for their time still run
     * @param keepsPeriodic whether periodic ones go on
     */
    public static byte[] shutdown(int generation, boolean keepsDelayed, boolean keepsPeriodic) {
        return new WireWriter(8)
                .putByte(SHUTDOWN)
                .putInt(generation)
                .putBoolean(keepsDelayed)
                .putBoolean(keepsPeriodic)
                .toBytes();
    }

    /**
     * The same, interrupts what runs, and takes all tasks out of the queue. Those of this session have no outcome, since
     * the caller may still run them; that of the others becomes "cancelled". Never parks. Answer:
     * {@link ExecutorAnswer.Drained}.
     */
    public static byte[] shutdownNow(int generation) {
        return new WireWriter(6).putByte(SHUTDOWN_NOW).putInt(generation).toBytes();
    }

    /**
     * Takes a task out of the queue, as {@link #shutdownNow} takes all. Never parks. Answer: {@link ExecutorAnswer.Drained}
     * of one or none.
     *
     * @param task its id, or {@link #OLDEST}
     */
    public static byte[] withdraw(int generation, long task) {
        return new WireWriter(16)
                .putByte(WITHDRAW)
                .putInt(generation)
                .putLong(task)
                .toBytes();
    }

    /** Parks until the generation was shut down and none of its tasks is queued or runs. Answer: empty. */
    public static byte[] awaitTermination(int generation) {
        return new WireWriter(6).putByte(AWAIT_TERMINATION).putInt(generation).toBytes();
    }

    /**
     * Parks until tasks that run in this session are to be interrupted. Answer: {@link ExecutorAnswer#interrupted}. In a
     * session that has not joined, because this JVM was excluded meanwhile, it never parks, and there are none.
     */
    public static byte[] awaitInterrupts() {
        return new byte[] {AWAIT_INTERRUPTS};
    }

    private static WireWriter ofTask(byte operation, long task) {
        return new WireWriter(12).putByte(operation).putLong(task);
    }

    /** All that is left, which was written last and without its length. */
    static byte[] rest(WireReader reader) {
        return reader.getRaw(reader.remaining());
    }
}
