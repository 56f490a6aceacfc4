package io.dipc.engine.link;

/** How much a member has sent. Written by the node's thread, read by anybody. */
public final class Traffic {
    private volatile long frames;
    private volatile long messages;
    private volatile long resent;

    /** Frames given to the network for the first time. */
    public long frames() {
        return frames;
    }

    /** Messages in those frames. */
    public long messages() {
        return messages;
    }

    /** Frames given to the network again because no acknowledgement had come in time. */
    public long resent() {
        return resent;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void sent(int messagesInFrame) {
        frames++;
        messages += messagesInFrame;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void sentAgain() {
        resent++;
    }
}
