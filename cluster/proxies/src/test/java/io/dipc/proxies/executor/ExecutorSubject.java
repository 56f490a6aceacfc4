package io.dipc.proxies.executor;

import io.dipc.proxies.testing.Subject;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A class of executors in a place. */
public record ExecutorSubject(Subject subject, Type type) implements AutoCloseable {

    /** The classes, and what makes them. */
    enum Type {
        FIXED {
            @Override
            ExecutorService create(int threads) {
                return Executors.newFixedThreadPool(threads);
            }
        },
        CACHED {
            @Override
            ExecutorService create(int threads) {
                return Executors.newCachedThreadPool();
            }
        };

        /**
         * @param threads has no meaning where the pool grows
         */
        abstract ExecutorService create(int threads);
    }

    /** All classes in all places. */
    static Stream<ExecutorSubject> executors() {
        return those(type -> true);
    }

    private static Stream<ExecutorSubject> those(Predicate<Type> wanted) {
        return Stream.of(Subject.Place.values())
                .flatMap(place -> Arrays.stream(Type.values())
                        .filter(wanted)
                        .map(type -> new ExecutorSubject(new Subject(place), type)));
    }

    /** With four threads, or as many as it wants. */
    ExecutorService executor() {
        return subject.of(type.create(4));
    }

    /** One thread, where the class has a number. */
    ExecutorService executor(int threads) {
        return subject.of(type.create(threads));
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
