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
        SUPPLIER;

        private static final Kind[] ALL = values();
    }

    private TaskBody() {}

    /**
     * @throws io.dipc.ElementException if the task cannot travel; names the path to the culprit
     */
    static byte[] of(Kind kind, Object task, ElementCodec codec, String key) {
        byte[] body = codec.encode(task, key);
        body[0] = (byte) kind.ordinal();
        return body;
    }

    static Kind kind(byte[] body) {
        if (body.length == 0 || body[0] < 0 || body[0] >= Kind.ALL.length) {
            throw new IllegalArgumentException("task of an unknown kind (expected: one of a member of this version)");
        }
        return Kind.ALL[body[0]];
    }
}
