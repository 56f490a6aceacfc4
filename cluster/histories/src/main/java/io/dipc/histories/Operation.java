package io.dipc.histories;

import java.util.List;

/**
 * One call. Moments are of one clock for all clients of a history; a call precedes another if it was completed before
 * the other was invoked.
 *
 * @param object the key of the object; empty for ends of sessions
 * @param session the JVM in which the client lives
 * @param client the thread, unique in the history; its calls follow each other
 * @param action what was called
 * @param outcome how it ended
 * @param elements what was added or removed or seen; unique texts; nothing if nothing was. Of a word of memory the values
 *     in the order in which they were there
 * @param number permits acquired, released, drained or seen; the size seen; else 0
 * @param invoked a moment before the call
 * @param completed a moment after the call, {@link #NEVER} if it is pending
 */
public record Operation(
        String object,
        String session,
        String client,
        Action action,
        Outcome outcome,
        List<String> elements,
        int number,
        long invoked,
        long completed) {

    /** Later than everything. */
    public static final long NEVER = Long.MAX_VALUE;

    public Operation {
        elements = List.copyOf(elements);
        if (completed < invoked) {
            throw new IllegalArgumentException(
                    "completed: " + completed + " (expected: not before the invocation at " + invoked + ")");
        }
    }

    /** Whether this one was completed before the other was invoked. */
    public boolean precedes(Operation other) {
        return completed < other.invoked;
    }

    /** Whether it adds to a queue. */
    public boolean adds() {
        return action == Action.ADD_LAST || action == Action.ADD_FIRST;
    }

    /** Whether it removes from a queue. */
    public boolean removes() {
        return action == Action.REMOVE_FIRST || action == Action.REMOVE_LAST;
    }

    /** Whether it is no call: a session may end. */
    public boolean endsSession() {
        return action == Action.SESSION_MAY_END || action == Action.MAY_BE_EXCLUDED;
    }

    /** Whether it took effect. */
    public boolean done() {
        return outcome == Outcome.DONE;
    }

    @Override
    public String toString() {
        return "[%s..%s] %s %s %s %s%s%s"
                .formatted(
                        invoked,
                        completed == NEVER ? "" : Long.toString(completed),
                        client,
                        object,
                        action,
                        outcome,
                        elements.isEmpty() ? "" : " " + elements,
                        number == 0 ? "" : " " + number);
    }
}
