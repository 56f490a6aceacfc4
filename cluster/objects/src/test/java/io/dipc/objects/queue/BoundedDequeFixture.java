package io.dipc.objects.queue;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.Kind;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.StateMachine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A queue of three elements without a cluster. */
abstract class BoundedDequeFixture {
    static final int ALL = Integer.MAX_VALUE;

    final RecordedEffects effects = new RecordedEffects();
    StateMachine queue = bounded(3);
    private int lastSlot;

    static EndedSession excluded(long session) {
        return new EndedSession(session, false, false, false);
    }

    static StateMachine bounded(int capacity) {
        return Kind.FIFO_QUEUE.create(new QueueParameters(capacity).toBytes());
    }

    void fill() {
        offer("a");
        offer("b");
        offer("c");
    }

    boolean offer(String text) {
        return QueueAnswer.added(queue.apply(id(1), QueueCommand.offer(body(text)), effects));
    }

    String poll(CommandId id) {
        return text(QueueAnswer.element(queue.apply(id, QueueCommand.poll(), effects)));
    }

    QueueAnswer.Drained takeMany(CommandId id, int count, int bytes) {
        return QueueAnswer.Drained.of(queue.apply(id, QueueCommand.takeMany(count, bytes), effects));
    }

    int size() {
        return QueueAnswer.count(queue.query(QueueQuery.size()));
    }

    List<String> elements() {
        return QueueAnswer.Page.of(queue.query(QueueQuery.page(QueueQuery.START, ALL, ALL))).elements().stream()
                .map(element -> text(element.body()))
                .toList();
    }

    static List<String> texts(QueueAnswer.Drained drained) {
        return drained.elements().stream().map(element -> text(element.body())).toList();
    }

    CommandId id(long session) {
        return new CommandId(session, lastSlot++, 1);
    }

    static byte[] body(String text) {
        return (" " + text).getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] body) {
        return body == null ? null : new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
    }
}
