package io.dipc.proxies.executor;

import io.dipc.proxies.elements.ElementCodec;

/** Tasks as bytes: those of the codec, whose first one, which is free, says what the task is. */
final class TaskBody {

    /** What a task is. The ordinal is part of the wire format: only append. */
    enum Kind {
        /** A {@link Runnable} of which nobody has a future. */
        EXECUTED,
        /** A {@link Runnable}. */
        RUNNABLE,
        /** A {@link java.util.concurrent.Callable}. */
        CALLABLE,
        /** A {@link java.util.function.Supplier}. */
        SUPPLIER,
        /** A {@link java.util.concurrent.ForkJoinTask}. */
        FORK_JOIN;

        private static final Kind[] ALL = values();
    }

    /** Set where the task may fork others. */
    private static final int FORKS = 0x40;

    private TaskBody() {}

    /**
     * @param forks whether it may fork others
     * @throws io.dipc.ElementException if the task cannot travel; names the path to the culprit
     */
    static byte[] of(Kind kind, boolean forks, Object task, ElementCodec codec, String key) {
        byte[] body = codec.encode(task, key);
        body[0] = (byte) (kind.ordinal() | (forks ? FORKS : 0));
        return body;
    }

    /**
     * @throws IllegalArgumentException if it is of a later version
     */
    static Kind kind(byte[] body) {
        int kind = body.length == 0 ? -1 : body[0] & ~FORKS;
        if (kind < 0 || kind >= Kind.ALL.length) {
            throw new IllegalArgumentException("task of an unknown kind (expected: one of a member of this version)");
        }
        return Kind.ALL[kind];
    }

    static boolean forks(byte[] body) {
        return (body[0] & FORKS) != 0;
    }
}
