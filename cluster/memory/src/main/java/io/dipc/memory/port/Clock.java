package io.dipc.memory.port;

/** A clock that never goes back. */
@FunctionalInterface
public interface Clock {

    /** Nanoseconds since some moment. */
    long nanos();
}
