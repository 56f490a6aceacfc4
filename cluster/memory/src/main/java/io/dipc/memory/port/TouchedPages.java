package io.dipc.memory.port;

import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Which pages may have been written since the region was made: a replicated object, which outlives any member. Answers
 * come in the thread of the caller, not before the call has returned.
 */
public interface TouchedPages {

    /**
     * Remembers that pages may be written from now on.
     *
     * @param pages not empty
     * @param done told when that is known for good
     */
    void touch(BitSet pages, Runnable done);

    /**
     * Asks which pages of a stripe are touched. The answer has what was touched by members of this view, and of
     * earlier ones as far as it was {@code done}.
     */
    void touched(int stripe, Consumer<BitSet> answer);
}
