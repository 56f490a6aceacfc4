package io.dipc.proxies.queue;

import io.dipc.proxies.testing.Subject;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.stream.Stream;

/** A class of blocking queues without a capacity in a place. */
record UnboundedSubject(Subject subject, Type type) implements AutoCloseable {

    /** The classes. */
    enum Type {
        PRIORITY_BLOCKING_QUEUE,
        DELAY_QUEUE,
        LINKED_TRANSFER_QUEUE;

        BlockingQueue<Job> create() {
            return switch (this) {
                case PRIORITY_BLOCKING_QUEUE -> new PriorityBlockingQueue<>();
                case DELAY_QUEUE -> new DelayQueue<>();
                case LINKED_TRANSFER_QUEUE -> new LinkedTransferQueue<>();
            };
        }
    }

    /** All classes in all places. */
    static Stream<UnboundedSubject> all() {
        return Subject.places()
                .flatMap(place -> Stream.of(Type.values()).map(type -> new UnboundedSubject(new Subject(place), type)));
    }

    /** Everything of the one class. */
    static Stream<Subject> places() {
        return Subject.places().map(Subject::new);
    }

    BlockingQueue<Job> queue(Job... contents) {
        return queue(List.of(contents));
    }

    BlockingQueue<Job> queue(Collection<Job> contents) {
        BlockingQueue<Job> local = type.create();
        local.addAll(contents);
        return subject.of(local);
    }

    Subject.Pair<BlockingQueue<Job>> pair() {
        return subject.pairOf(type.create());
    }

    @Override
    public void close() {
        subject.close();
    }

    @Override
    public String toString() {
        return subject + " " + type;
    }
}
