package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.port.PageState;
import java.util.BitSet;

/** A member's pages, as far as they are copied. */
public interface CutSource {

    PageState state(int page);

    /** Whether there are contents that others may want. */
    boolean matters(int page);

    /** Whether a page was sent away, and is kept until it has been received. */
    boolean kept(int page);

    /** Makes pages clean that the program may write. */
    void clean(BitSet pages);

    /** Copies a page that the program may not write, or that is kept. */
    CutPage copy(int page);

    /** The next release has something to do, whether the program has written to anything or not. */
    void owed();
}
