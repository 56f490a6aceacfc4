package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of an executor. All readers throw {@link IllegalArgumentException} for bytes that are not such an answer.
 */
public final class ExecutorAnswer {
    /** For {@link #submitted}: there is no room in the queue. */
    public static final long FULL = -1;

    /** For {@link #submitted}: the executor was shut down. */
    public static final long SHUT_DOWN = -2;

    /** In place of the id of a task. */
    private static final long MOVED = -1;

    static final byte[] EMPTY = {};
    static final byte[] YES = {1};
    static final byte[] NO = {0};

    private ExecutorAnswer() {}

    /** The generation that takes tasks. */
    public static int generation(byte[] answer) {
        return new WireReader(answer).getInt();
    }

    static byte[] ofGeneration(int generation) {
        return new WireWriter(5).putInt(generation).toBytes();
    }

    /** The ids of the new tasks, from 0, in their order; in place of an id {@link #FULL} or {@link #SHUT_DOWN}. */
    public static List<Long> submitted(byte[] answer) {
        WireReader reader = new WireReader(answer);
        reader.getFixedLong();
        return ids(reader);
    }

    /** The session in which tasks were submitted. */
    public static long session(byte[] submitted) {
        return new WireReader(submitted).getFixedLong();
    }

    static byte[] ofSubmitted(long session, long id) {
        return ofSubmitted(session, List.of(id));
    }

    static byte[] ofSubmitted(long session, List<Long> ids) {
        WireWriter writer = new WireWriter(8 + 5 * ids.size()).putFixedLong(session);
        ids.forEach(writer::putLong);
        return writer.toBytes();
    }

    private static List<Long> ids(WireReader reader) {
        List<Long> ids = new ArrayList<>();
        while (reader.remaining() > 0) {
            ids.add(reader.getLong());
        }
        return ids;
    }

    /** Whether what was said of a task counts; false: it has its outcome already. */
    public static boolean counted(byte[] answer) {
        return new WireReader(answer).getBoolean();
    }

    /**
     * A task that was given out.
     *
     * @param task its id
     * @param attempt which one this is, from 1
     * @param body the task
     */
    public record Assignment(long task, int attempt, byte[] body) {

        /**
         * @return the assignment; null if there will be none, since the generation has ended
         */
        public static Assignment of(byte[] answer) {
            if (answer.length == 0) {
                return null;
            }
            WireReader reader = new WireReader(answer);
            return new Assignment(reader.getLong(), reader.getInt(), ExecutorCommand.rest(reader));
        }

        byte[] toBytes() {
            return new WireWriter(body.length + 15)
                    .putLong(task)
                    .putInt(attempt)
                    .putRaw(body, 0, body.length)
                    .toBytes();
        }
    }

    /**
     * Tasks that were in the queue and will not run.
     *
     * @param ids theirs
     * @param bodies they, in the same order
     */
    public record Drained(List<Long> ids, List<byte[]> bodies) {

        public static Drained of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            List<Long> ids = new ArrayList<>();
            List<byte[]> bodies = new ArrayList<>();
            while (reader.remaining() > 0) {
                ids.add(reader.getLong());
                bodies.add(reader.getBytes());
            }
            return new Drained(ids, bodies);
        }

        byte[] toBytes() {
            WireWriter writer = new WireWriter();
            for (int i = 0; i < ids.size(); i++) {
                writer.putLong(ids.get(i)).putBytes(bodies.get(i));
            }
            return writer.toBytes();
        }
    }

    /**
     * The session that this JVM has now, where it is not the one that collects.
     *
     * @return 0 if the answer tells outcomes
     */
    public static long movedTo(byte[] collected) {
        WireReader reader = new WireReader(collected);
        return reader.getLong() == MOVED ? reader.getFixedLong() : 0;
    }

    static byte[] ofMoved(long session) {
        return new WireWriter(10).putLong(MOVED).putFixedLong(session).toBytes();
    }

    /** Tasks with their outcomes, in the order in which these came. */
    public static Map<Long, Outcome> collected(byte[] answer) {
        WireReader reader = new WireReader(answer);
        Map<Long, Outcome> outcomes = new LinkedHashMap<>();
        while (reader.remaining() > 0) {
            outcomes.put(reader.getLong(), Outcome.readFrom(reader));
        }
        return outcomes;
    }

    /** The ids of tasks whose threads are to be interrupted. */
    public static List<Long> interrupted(byte[] answer) {
        return ids(new WireReader(answer));
    }

    static byte[] ofInterrupted(Iterable<Long> ids) {
        WireWriter writer = new WireWriter();
        ids.forEach(writer::putLong);
        return writer.toBytes();
    }
}
