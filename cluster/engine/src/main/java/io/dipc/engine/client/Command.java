package io.dipc.engine.client;

import io.dipc.engine.protocol.Status;

/**
 * A command in progress. Ends by exactly one call of {@link #ended} or {@link #failed}, on the node's thread, which they
 * must not block.
 */
public abstract class Command {
    private final KeyState key;
    private final byte[] bytes;
    private final boolean receipt;
    KeyState.Slot slot;
    boolean cancelled;
    /** Whether it waits for the session to join the object again, and has no effect that would not go back. */
    boolean unsent;

    /**
     * @param key the object
     * @param bytes the command, of the kind's own encoding
     * @param receipt whether what it gives out stays in hand until it is accepted
     */
    protected Command(KeyState key, byte[] bytes, boolean receipt) {
        this.key = key;
        this.bytes = bytes;
        this.receipt = receipt;
    }

    /** The object. */
    public final KeyState key() {
        return key;
    }

    final byte[] bytes() {
        return bytes;
    }

    final boolean receipt() {
        return receipt;
    }

    /** Whether no home has seen it in this session; asked while it ends. */
    protected final boolean unsent() {
        return unsent;
    }

    /** Name of the thread that waits for it, or null. */
    protected String thread() {
        return null;
    }

    /** Who issued it, by identity: usually a thread. What it takes may be kept for that one. */
    protected Object taker() {
        return this;
    }

    /** Whether the one who issued it may still come back. */
    protected boolean takerIsAlive() {
        return true;
    }

    /**
     * The command has ended.
     *
     * @return whether somebody takes the answer; if not, what the command gave out goes back
     */
    protected abstract boolean ended(Status status, byte[] answer);

    /** Whether what it gives out goes back in any case if the session ends before it is accepted. */
    protected boolean repeats() {
        return false;
    }

    /**
     * The session is over before the home has heard that the caller has what the command gave out. Called perhaps twice.
     *
     * @return whether the caller hears of it, and what was given out goes back; false if the caller has accepted it
     */
    protected boolean lost() {
        return true;
    }

    /** There will be no answer. */
    protected abstract void failed(RuntimeException reason);
}
