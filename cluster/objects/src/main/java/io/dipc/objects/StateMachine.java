package io.dipc.objects;

import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * One distributed object: a deterministic state machine. Replicas that were given the same calls in the same order are
 * equal, down to the bytes of their answers. Instances are not thread-safe; the engine calls them from one thread at a
 * time. Nothing here may depend on time, randomness, identity hash codes or iteration order of hash tables.
 *
 * <p>Waiting is state: a command that cannot be answered yet is parked in line, and a later call answers it through
 * {@link Effects}. What a command gave out (an element, permits) stays in hand, under the command's id, until
 * {@link #accept} or {@link #decline}; if the session ends before, it goes back as by {@code decline}.
 */
public interface StateMachine {

    /**
     * Applies a command. The engine has already removed duplicates.
     *
     * @param id the command's identity; under it the command is parked and what it gives out is kept in hand
     * @param command its bytes, of this kind's own encoding
     * @param effects receives the answers of commands parked earlier
     * @return the answer, or null if the command is parked
     * @throws IllegalArgumentException if the bytes are not a command of this kind; the state is unchanged
     */
    byte[] apply(CommandId id, byte[] command, Effects effects);

    /**
     * Answers a question without changing the state.
     *
     * @throws IllegalArgumentException if the bytes are not a query of this kind
     */
    byte[] query(byte[] query);

    /**
     * The caller of a parked command gave up. If it is still parked, it leaves the line and
     * {@link Effects#cancelled} is called for it (others behind it may be answered); else nothing happens.
     */
    void cancel(CommandId target, Effects effects);

    /**
     * The caller has what the command gave out: it is no longer in hand, and commands that waited for that (a transfer)
     * are answered. Without anything in hand, nothing happens.
     */
    void accept(CommandId id, Effects effects);

    /** The caller does not want what the command gave out: it goes back to where it was. */
    void decline(CommandId id, Effects effects);

    /**
     * Sessions are over: their parked commands leave the line unanswered, what they have in hand goes back, and what
     * they hold is treated as the kind prescribes.
     */
    void sessionsEnded(List<EndedSession> ended, Effects effects);

    /**
     * The same where some of the JVMs may still run, cut off, and their threads may have what they were given: what
     * commands in doubt have in hand stays there until {@link #accept}, {@link #decline}, or {@link #sessionsEnded(List,
     * Effects)} for the same session.
     *
     * <p>By default nothing stays: right for kinds that never give a second time what may have arrived, and for what a
     * lease protects, so that it is certain that it is not used any more.
     *
     * @param inDoubt whether a command of one of the sessions is in doubt
     */
    default void sessionsEnded(List<EndedSession> ended, Predicate<CommandId> inDoubt, Effects effects) {
        sessionsEnded(ended, effects);
    }

    /** How many elements or permits a command has in hand that may be in doubt. */
    default int inHand(CommandId id) {
        return 0;
    }

    /** Whether the state is the one in which a new object of this kind with these parameters would begin. */
    boolean initial();

    /**
     * The state in pieces, for a new replica. The engine applies no command while it iterates.
     *
     * @return pieces of at most some 64 KiB plus one element, made lazily; at least one
     */
    Iterator<byte[]> snapshot();

    /** Takes one piece of a snapshot; called on a new instance with all pieces in order, before anything else. */
    void restore(byte[] piece);

    /** What to show a person who asks. */
    ObjectInfo info();
}
