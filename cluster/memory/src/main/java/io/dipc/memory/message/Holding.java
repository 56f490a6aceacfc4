package io.dipc.memory.message;

/**
 * What a member has of a page.
 *
 * @param version the number of the transaction that last gave somebody the right to write these bytes; 0: the initial
 *     contents
 * @param state in which way
 * @param sentTo for {@link State#SENT} the session to which the page was sent, else 0
 * @param transaction for {@link State#SENT} the transaction by which, else 0
 */
public record Holding(int page, long version, State state, long sentTo, long transaction) {

    public enum State {
        EXCLUSIVE,
        SHARED,
        /** Sent away with the right to write, and receipt is not confirmed: a copy that cannot be used. */
        SENT,
        /** What a member that was lost had at its last cut; {@code sentTo} is its session, {@code transaction} the cut. */
        BACKUP
    }
}
