package io.dipc.memory.runtime;

import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import java.util.function.IntFunction;

/**
 * A member's copy whose releases hear of each page before the program may write to it: a thread may do so that has never
 * waited for the page, and may release before the one has run that has.
 *
 * @param rooms arrays for runs of pages, of at least some length
 */
record WritableMemory(AddressSpace.Reservation memory, Releases releases, IntFunction<byte[]> rooms) implements Memory {

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

    @Override
    public int pageSize() {
        return memory.pageSize();
    }

    @Override
    public byte[] copy(int first, int pages) {
        byte[] room = rooms.apply(pages * memory.pageSize());
        memory.copy(first, pages, room);
        return room;
    }

    @Override
    public void install(int first, int pages, byte[] bytes, int offset, PageState state) {
        tell(state);
        memory.install(first, pages, bytes, offset, state);
    }

    @Override
    public void owed() {
        releases.owed();
    }

    private void tell(PageState state) {
        if (state == PageState.DIRTY) {
            releases.owed();
        }
    }
}
