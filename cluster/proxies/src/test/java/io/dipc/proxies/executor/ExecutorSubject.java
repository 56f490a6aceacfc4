package io.dipc.proxies.executor;

import io.dipc.proxies.testing.Subject;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
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
        },
        UNCONFIGURABLE {
            @Override
            ExecutorService create(int threads) {
                return Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(threads));
            }
        },
        SCHEDULED {
            @Override
            ExecutorService create(int threads) {
                return Executors.newScheduledThreadPool(threads);
            }
        },
        FORK_JOIN {
            @Override
            ExecutorService create(int threads) {
                return new ForkJoinPool(threads);
            }
        };

        /** Whether its futures are what the tasks of a fork-join pool are, and cancel and end as these do. */
        boolean isForkJoin() {
            return this == FORK_JOIN;
        }

        /**
         * @param threads has no meaning where the pool grows
         */
        abstract ExecutorService create(int threads);
    }

    private static Stream<ExecutorSubject> those(Predicate<Type> wanted) {
        return Arrays.stream(Type.values())
                .filter(wanted)
                .flatMap(type -> places().map(place -> new ExecutorSubject(place, type)));
    }

    /** The JDK, alone, and with others that work for it. */
    static Stream<Subject> places() {
        return Stream.concat(alone(), Stream.of(Subject.withTwoHelpers()));
    }

    /** Where one JVM does all the work. */
    static Stream<Subject> alone() {
        return Stream.of(Subject.Place.JDK, Subject.Place.LOCAL, Subject.Place.ONE_MEMBER)
                .map(Subject::new);
    }

    /** With four threads, or as many as it wants. */
    ExecutorService executor() {
        return subject.of(type.create(4));
    }

    /** The classes of thread pools in all places. */
    static Stream<ExecutorSubject> threadPools() {
        return those(type -> !type.isForkJoin());
    }

    /** The fork-join pool in all places. */
    static Stream<ExecutorSubject> forkJoinPools() {
        return those(Type::isForkJoin);
    }

    /** With a number of threads, where the class has a number. */
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
