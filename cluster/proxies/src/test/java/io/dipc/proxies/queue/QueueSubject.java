package io.dipc.proxies.queue;

import io.dipc.proxies.testing.Subject;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A class of first-in-first-out queues in a place. */
public record QueueSubject(Subject subject, Type type) implements AutoCloseable {
    /** Enough for every suite. */
    private static final int LARGE = 10_000;

    /** The classes. */
    enum Type {
        ARRAY_BLOCKING_QUEUE {
            @Override
            <E> Queue<E> create(int capacity) {
                return new ArrayBlockingQueue<>(capacity);
            }
        },
        LINKED_BLOCKING_QUEUE {
            @Override
            <E> Queue<E> create(int capacity) {
                return new LinkedBlockingQueue<>(capacity);
            }
        },
        LINKED_BLOCKING_DEQUE {
            @Override
            <E> Queue<E> create(int capacity) {
                return new LinkedBlockingDeque<>(capacity);
            }
        },
        CONCURRENT_LINKED_QUEUE {
            @Override
            <E> Queue<E> create(int capacity) {
                return new ConcurrentLinkedQueue<>();
            }
        },
        CONCURRENT_LINKED_DEQUE {
            @Override
            <E> Queue<E> create(int capacity) {
                return new ConcurrentLinkedDeque<>();
            }
        };

        /**
         * @param capacity has no meaning where the class knows no bound
         */
        abstract <E> Queue<E> create(int capacity);

        boolean isBlocking() {
            return this != CONCURRENT_LINKED_QUEUE && this != CONCURRENT_LINKED_DEQUE;
        }

        boolean isDeque() {
            return this == LINKED_BLOCKING_DEQUE || this == CONCURRENT_LINKED_DEQUE;
        }

        /** Whether {@code addAll} adds what is in front of a null. */
        boolean addsOneByOne() {
            return this == ARRAY_BLOCKING_QUEUE || this == LINKED_BLOCKING_QUEUE;
        }

        String fullMessage() {
            return isDeque() ? "Deque full" : "Queue full";
        }
    }

    /** All classes in all places. */
    static Stream<QueueSubject> queues() {
        return those(type -> true);
    }

    /** The blocking queues in all places. */
    static Stream<QueueSubject> blockingQueues() {
        return those(Type::isBlocking);
    }

    /** The deques in all places. */
    static Stream<QueueSubject> deques() {
        return those(Type::isDeque);
    }

    /** The blocking deque in all places. */
    static Stream<QueueSubject> blockingDeques() {
        return those(type -> type.isDeque() && type.isBlocking());
    }

    private static Stream<QueueSubject> those(Predicate<Type> wanted) {
        return Subject.places()
                .flatMap(place -> Arrays.stream(Type.values())
                        .filter(wanted)
                        .map(type -> new QueueSubject(new Subject(place), type)));
    }

    <E> Queue<E> queue() {
        return subject.of(type.create(LARGE));
    }

    <E> Queue<E> queue(List<E> contents) {
        return subject.of(local(LARGE, contents));
    }

    <E> Subject.Pair<Queue<E>> queuePair() {
        return subject.pairOf(type.create(LARGE));
    }

    <E> BlockingQueue<E> bounded(int capacity) {
        return (BlockingQueue<E>) subject.of(type.<E>create(capacity));
    }

    /** With these contents and room for as many again. */
    <E> BlockingQueue<E> with(List<E> contents) {
        return (BlockingQueue<E>) subject.of(local(Math.max(1, contents.size() * 2), contents));
    }

    <E> Subject.Pair<BlockingQueue<E>> pair(int capacity) {
        return subject.pairOf((BlockingQueue<E>) type.<E>create(capacity));
    }

    <E> Deque<E> deque(List<E> contents) {
        return (Deque<E>) subject.of(local(LARGE, contents));
    }

    <E> BlockingDeque<E> boundedDeque(int capacity) {
        return (BlockingDeque<E>) subject.of(type.<E>create(capacity));
    }

    <E> Subject.Pair<BlockingDeque<E>> dequePair(int capacity) {
        return subject.pairOf((BlockingDeque<E>) type.<E>create(capacity));
    }

    /** As many numbers, from 0 on. */
    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private <E> Queue<E> local(int capacity, List<E> contents) {
        Queue<E> local = type.create(capacity);
        local.addAll(contents);
        return local;
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
