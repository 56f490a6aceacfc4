package io.dipc.engine.client;

import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;

/**
 * A request that is not a command: it may be asked again without harm. Ends by exactly one call of one of the three
 * methods, on the node's thread, which they must not block.
 */
public abstract class Inquiry {
    private final int partition;
    Request request;

    /**
     * @param partition whose home is asked
     */
    protected Inquiry(int partition) {
        this.partition = partition;
    }

    final int partition() {
        return partition;
    }

    /** The request under the number that it was given. */
    protected abstract Request request(long reference);

    /** Whether it is to be answered before this JVM leaves, since nobody else can say what it says. */
    protected boolean tells() {
        return false;
    }

    /** The key that it creates or joins, or null. */
    protected String opens() {
        return null;
    }

    /** The home has answered. */
    protected abstract void replied(Status status, byte[] bytes);

    /**
     * The home has an object for this session.
     *
     * @param key the object as this session uses it; to be {@linkplain Requests#release released} when it is not
     *     needed any more
     * @return whether somebody uses it; if not, it is released at once
     */
    protected boolean opened(SessionMessage.Opened opened, KeyState key) {
        throw new IllegalStateException("not asked for: " + opened);
    }

    /** There will be no answer. */
    protected abstract void failed(RuntimeException reason);
}
