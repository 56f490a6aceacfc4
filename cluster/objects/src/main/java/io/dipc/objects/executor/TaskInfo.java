package io.dipc.objects.executor;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What to show of a task a person who asks.
 *
 * @param id its id
 * @param generation of the executor
 * @param state in words: {@code queued}, {@code running at 4711@host}, {@code done}, …
 * @param attempt how often it was given out
 * @param bytes its size, 0 once it has its outcome
 */
public record TaskInfo(long id, int generation, String state, int attempt, int bytes) {

    /**
     * @throws IllegalArgumentException if the bytes are not an answer to {@link ExecutorQuery#page}
     */
    public static List<TaskInfo> listOf(byte[] answer) {
        WireReader reader = new WireReader(answer);
        List<TaskInfo> tasks = new ArrayList<>();
        while (reader.remaining() > 0) {
            tasks.add(new TaskInfo(
                    reader.getLong(), reader.getInt(), reader.getString(), reader.getInt(), reader.getInt()));
        }
        return tasks;
    }

    void writeTo(WireWriter writer) {
        writer.putLong(id).putInt(generation).putString(state).putInt(attempt).putInt(bytes);
    }
}
