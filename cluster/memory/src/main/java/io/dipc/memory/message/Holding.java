package io.dipc.memory.message;

/**
 * What a member has of a page.
 *
 * @param version the number of the transaction that last gave somebody the right to write these bytes; 0: the initial
 *     contents
 * @param state in which way
 * @param sentTo for {@link State#SENT} and {@link State#PAST} the session to which the page went, else 0
 * @param transaction for those the transaction by which, else 0
 */
public record Holding(int page, long version, State state, long sentTo, long transaction) {

    public enum State {
        EXCLUSIVE,
        SHARED,
        /** Sent away with the right to write, and receipt is not confirmed: a copy that cannot be used. */
        SENT,
        /** Given up for a writer: what was in the page until then. Cannot be used, either. */
        PAST,
        /** What a member that was lost had at its last cut; {@code sentTo} is its session, {@code transaction} the cut. */
        BACKUP,
        /** The same, but the bytes are not there any more: the member had given the page away. */
        FORGOTTEN,
        /** Of no page: something has come, in the view before, from a member that was lost since; {@code sentTo} is 0. */
        HEARD,
        /** As {@link #LAST_CUT}, if this view and the one before are taken as one: {@link #HEARD} nowhere. */
        LAST_CUT_BEFORE,
        /**
         * Of no page: the backup of a member that was lost has all of its last cut, and knows of nobody who has got anything
         * that it wrote later; {@code sentTo} is its session, {@code transaction} the cut, {@code version} how many members
         * were lost together.
         */
        LAST_CUT
    }
}
