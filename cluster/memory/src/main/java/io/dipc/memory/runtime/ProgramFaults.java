package io.dipc.memory.runtime;

import io.dipc.memory.message.Access;
import io.dipc.memory.port.AddressSpace;

/** What the program's threads do when a page's state does not allow what they want. Thread-safe. */
final class ProgramFaults implements AddressSpace.Faults {
    private final PagedRegion region;

    ProgramFaults(PagedRegion region) {
        this.region = region;
    }

    @Override
    public void await(int page, boolean write) {
        region.counters().faulted(write);
        fault(page, write ? Access.WRITE : Access.READ, null);
    }

    @Override
    public void used(int page) {
        region.feed().used(page);
    }

    @Override
    public void overwrite(int page, byte[] bytes) {
        region.counters().faulted(true);
        fault(page, Access.OVERWRITE, region.wholePage(bytes));
        region.feed().used(page);
    }

    private void fault(int page, Access access, byte[] contents) {
        ProgramFault fault = new ProgramFault(region, page, access, contents);
        region.begin(page, fault);
        fault.await();
    }

    @Override
    public void force(long offset, long length) {
        region.force(offset, length);
    }
}
