package io.dipc.proxies.queue;

import io.dipc.proxies.testing.Subject;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/** A class of queues in a place. */
public record QueueSubject(Subject subject, boolean linked) implements AutoCloseable {

    /** All classes in all places. */
    static Stream<QueueSubject> all() {
        return Stream.of(Subject.Place.values())
                .flatMap(place -> Stream.of(false, true).map(linked -> new QueueSubject(new Subject(place), linked)));
    }

    <E> BlockingQueue<E> bounded(int capacity) {
        return linked
                ? subject.of(new LinkedBlockingQueue<E>(capacity))
                : subject.of(new ArrayBlockingQueue<E>(capacity));
    }

    /** With these contents and room for as many again. */
    <E> BlockingQueue<E> with(List<E> contents) {
        int capacity = Math.max(1, contents.size() * 2);
        BlockingQueue<E> local = linked ? new LinkedBlockingQueue<>(capacity) : new ArrayBlockingQueue<>(capacity);
        local.addAll(contents);
        return linked ? subject.of((LinkedBlockingQueue<E>) local) : subject.of((ArrayBlockingQueue<E>) local);
    }

    <E> Subject.Pair<? extends BlockingQueue<E>> pair(int capacity) {
        return linked
                ? subject.pairOf(new LinkedBlockingQueue<E>(capacity))
                : subject.pairOf(new ArrayBlockingQueue<E>(capacity));
    }

    @Override
    public void close() {
        subject.close();
    }

    @Override
    public String toString() {
        return subject + (linked ? " LinkedBlockingQueue" : " ArrayBlockingQueue");
    }
}
