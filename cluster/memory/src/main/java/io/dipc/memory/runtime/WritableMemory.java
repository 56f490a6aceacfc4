package io.dipc.memory.runtime;

import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;

/**
 * A member's copy whose releases hear of each page before the program may write to it: a thread may do so that has never
 * waited for the page, and may release before the one has run that has.
 */
record WritableMemory(Memory memory, Releases releases) implements Memory {

    @Override
    public void protect(int page, PageState state) {
        tell(state);
        memory.protect(page, state);
    }

    @Override
    public void protect(int first, int pages, PageState state) {
        tell(state);
        memory.protect(first, pages, state);
    }

    @Override
    public byte[] copy(int page) {
        return memory.copy(page);
    }

    @Override
    public void install(int page, byte[] bytes, PageState state) {
        tell(state);
        memory.install(page, bytes, state);
    }

    private void tell(PageState state) {
        if (state == PageState.DIRTY) {
            releases.written();
        }
    }
}
