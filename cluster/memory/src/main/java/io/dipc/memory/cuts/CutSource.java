package io.dipc.memory.cuts;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.port.PageState;

/** A member's pages, as far as they are copied. */
public interface CutSource {

    PageState state(int page);

    /** Whether there are contents that others may want. */
    boolean matters(int page);

    /** Makes a page clean, and copies it. */
    CutPage copyClean(int page);
}
