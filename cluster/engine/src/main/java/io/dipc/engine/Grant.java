package io.dipc.engine;

/**
 * The answer of a command, with what it gave out still in the caller's hand only by courtesy: until {@link #accept}, it
 * goes back if this session ends. Exactly one of the three methods is to be called, once, by the thread that received the
 * grant; forgetting it leaves the element or the permits in hand for the life of the session.
 */
public interface Grant {

    /** The answer, never null. */
    byte[] answer();

    /**
     * The caller has it. Returns when the message is on its way, or is in the batch that another thread is just about to
     * send.
     */
    void accept();

    /**
     * The caller has it, and nothing is wrong with its going back should this session crash within the next second:
     * because nothing was given out, or because it would go back at a crash anyway. Saves a message.
     */
    void acceptLater();

    /** The caller cannot use it: it goes back to where it was. */
    void decline();
}
