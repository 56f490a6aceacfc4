package io.dipc.memory.port;

/** A member's local copy of a region. Called by one thread; accesses of the program's threads run beside it. */
public interface Memory {

    /**
     * Lets the program do what a state allows, and no more. If that is less than before it returns only when no access
     * that was allowed before is still going on, and all it wrote can be read by {@link #copy}: the other side of the
     * writers' asymmetric handshake. The bytes stay, whatever the state.
     */
    void protect(int page, PageState state);

    /** As {@link #protect} for each of some pages in sequence, at the cost of one. */
    default void protect(int first, int pages, PageState state) {
        for (int page = first; page < first + pages; page++) {
            protect(page, state);
        }
    }

    /** How many bytes a page has; the region's last one may have fewer that count. */
    int pageSize();

    /** The bytes of a page that nobody writes. */
    byte[] copy(int page);

    /**
     * The bytes of pages in sequence that nobody writes, one behind the other; for the last one of the region, too, as many as
     * for others.
     *
     * @return they are at the beginning; what is behind them is anything
     */
    byte[] copy(int first, int pages);

    /**
     * Replaces the bytes of a page that is invalid, and then lets the program do what a state allows.
     *
     * @param bytes a page; null for the initial contents, all zero
     */
    void install(int page, byte[] bytes, PageState state);

    /**
     * As {@link #install(int, byte[], PageState)} for each of some pages in sequence.
     *
     * @param bytes has them one behind the other
     * @param offset of the first one's
     */
    void install(int first, int pages, byte[] bytes, int offset, PageState state);

    /** A release has to wait from now on for what the backups have not confirmed, though the program may write to no other page. */
    default void owed() {}
}
