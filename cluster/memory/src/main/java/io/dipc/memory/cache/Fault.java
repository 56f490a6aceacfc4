package io.dipc.memory.cache;

import io.dipc.memory.message.Access;

/**
 * A thread that waits to access a page. Told exactly once how its wait ended, in the thread that feeds the cache; that
 * may be before the call that began it has returned.
 */
public interface Fault {

    /** Why an access is not possible. */
    enum Failure {
        /** The contents died with the member that had them. The page is good again when it was overwritten. */
        LOST,
        /** This member is not one any more, or its lease is over. For ever. */
        EXPIRED
    }

    /** What it wants. */
    Access access();

    /** For {@link Access#OVERWRITE} the new contents, a whole page; else null. */
    byte[] contents();

    /**
     * The access is possible now. The thread tries it, and then says so by {@link PageCache#used}; until then the page is
     * kept for it, within limits. An {@link Access#OVERWRITE} is done.
     */
    void granted();

    /** The access is not possible. */
    void failed(Failure failure);
}
