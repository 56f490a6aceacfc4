package io.dipc.agent.wiring;

import io.dipc.DipcException;
import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.PageState;
import java.nio.ByteBuffer;

/** The JVM's buffers as the protocol of shared memory wants to have them; the two sides do not know each other. */
final class BufferAddresses implements AddressSpace {

    private static final io.dipc.buffers.PageState[] STATES = io.dipc.buffers.PageState.values();

    private final io.dipc.buffers.AddressSpace buffers;
    private final EndOfJvm end;

    /**
     * @param end of this JVM, in which accesses do not fail
     */
    BufferAddresses(io.dipc.buffers.AddressSpace buffers, EndOfJvm end) {
        this.buffers = buffers;
        this.end = end;
    }

    @Override
    public void check(ByteBuffer buffer) {
        buffers.check(buffer);
    }

    @Override
    public Reservation reserve(long size, int pageSize, Faults faults) {
        return new Copy(buffers.reserve(size, pageSize, new ToldFaults(faults, end)), pageSize);
    }

    /** Both sides name the same states, in the same order. */
    static io.dipc.buffers.PageState state(PageState state) {
        return STATES[state.ordinal()];
    }

    private record Copy(io.dipc.buffers.Reservation reservation, int pageSize) implements Reservation {

        @Override
        public void protect(int page, PageState state) {
            reservation.protect(page, state(state));
        }

        @Override
        public void protect(int first, int pages, PageState state) {
            reservation.protect(first, pages, state(state));
        }

        @Override
        public byte[] copy(int page) {
            return reservation.copy(page);
        }

        @Override
        public void install(int page, byte[] bytes, PageState state) {
            reservation.install(page, bytes, state(state));
        }

        @Override
        public void copy(int first, int pages, byte[] target) {
            reservation.copy(first, pages, target);
        }

        @Override
        public void install(int first, int pages, byte[] bytes, int offset, PageState state) {
            reservation.install(first, pages, bytes, offset, state(state));
        }

        @Override
        public ByteBuffer rewire(ByteBuffer buffer) {
            return reservation.rewire(buffer);
        }
    }

    private record ToldFaults(Faults faults, EndOfJvm end) implements io.dipc.buffers.Faults {

        @Override
        public void await(int page, boolean write) {
            try {
                faults.await(page, write);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public void used(int page) {
            faults.used(page);
        }

        @Override
        public void overwrite(int page, byte[] bytes) {
            try {
                faults.overwrite(page, bytes);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public void force(long offset, long length) {
            try {
                faults.force(offset, length);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }
    }
}
