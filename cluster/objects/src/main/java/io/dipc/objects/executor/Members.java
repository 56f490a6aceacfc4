package io.dipc.objects.executor;

import io.dipc.objects.codec.WireWriter;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The members that work. Call only from the state machine that it belongs to. */
final class Members {
    private final Map<Long, Member> bySession = new TreeMap<>();

    /**
     * @param name for people
     * @param threads how many tasks it runs at once at most
     */
    record Member(String name, int threads) {}

    void join(long session, Member member) {
        bySession.put(session, member);
    }

    boolean contains(long session) {
        return bySession.containsKey(session);
    }

    void remove(Set<Long> sessions) {
        bySession.keySet().removeAll(sessions);
    }

    /** How many tasks all members together run at once at most. */
    long threads() {
        return bySession.values().stream().mapToLong(Member::threads).sum();
    }

    String name(long session) {
        Member member = bySession.get(session);
        return member != null ? member.name : "session " + Long.toHexString(session);
    }

    TaskInfo describe(Task task) {
        String state = switch (task.place) {
            case QUEUED -> "queued";
            case DELAYED -> "scheduled";
            case GIVEN -> "given to " + name(task.holder.session());
            case RUNNING ->
                (task.outcome == null || task.outcome.kind() == Outcome.Kind.DONE
                                ? "running at "
                                : "cancelled, running at ")
                        + name(task.holder.session());
            case GONE ->
                switch (task.outcome.kind()) {
                    case DIED -> "lost with " + task.outcome.member();
                    case CANCELLED -> "cancelled";
                    default -> "done";
                };
        };
        return new TaskInfo(task.id, task.generation, state, task.attempt, task.body == null ? 0 : task.body.length);
    }

    Iterator<Consumer<WireWriter>> snapshot(byte tag) {
        return bySession.entrySet().stream()
                .<Consumer<WireWriter>>map(entry -> piece -> piece.putByte(tag)
                        .putFixedLong(entry.getKey())
                        .putString(entry.getValue().name)
                        .putInt(entry.getValue().threads))
                .iterator();
    }
}
