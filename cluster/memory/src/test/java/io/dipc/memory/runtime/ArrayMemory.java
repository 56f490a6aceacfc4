package io.dipc.memory.runtime;

import io.dipc.memory.port.AddressSpace;
import io.dipc.memory.port.PageState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongUnaryOperator;

/** Copies of regions as arrays, with a lock per page, and the program's accesses as calls. */
final class ArrayMemory implements AddressSpace {
    private final List<Copy> copies = new CopyOnWriteArrayList<>();
    private volatile String refusal;

    @Override
    public void check(ByteBuffer buffer) {
        if (refusal != null) {
            throw new UnsupportedOperationException(refusal);
        }
    }

    /** No buffer can be part of a region from now on, and this is why. */
    void refuse(String why) {
        refusal = why;
    }

    @Override
    public Reservation reserve(long size, int pageSize, Faults faults) {
        Copy copy = new Copy((int) ((size - 1) / pageSize + 1), pageSize, faults);
        copies.add(copy);
        return copy;
    }

    /** The copy that was reserved last. */
    Copy copy() {
        return copies.get(copies.size() - 1);
    }

    /** One region's. */
    static final class Copy implements Reservation {
        private final int pageSize;
        private final Faults faults;
        private final byte[][] pages;
        private final PageState[] states;
        private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

        Copy(int count, int pageSize, Faults faults) {
            this.pageSize = pageSize;
            this.faults = faults;
            pages = new byte[count][pageSize];
            states = new PageState[count];
            Arrays.fill(states, PageState.INVALID);
        }

        /** The next change of what may be accessed fails. */
        void fail(RuntimeException once) {
            failure.set(once);
        }

        @Override
        public void protect(int page, PageState state) {
            RuntimeException once = failure.getAndSet(null);
            if (once != null) {
                throw once;
            }
            synchronized (pages[page]) {
                states[page] = state;
            }
        }

        @Override
        public int pageSize() {
            return pageSize;
        }

        @Override
        public void copy(int first, int count, byte[] target) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(copy(first + i), 0, target, i * pageSize, pageSize);
            }
        }

        @Override
        public void install(int first, int count, byte[] bytes, int offset, PageState state) {
            for (int i = 0; i < count; i++) {
                int from = offset + i * pageSize;
                install(first + i, Arrays.copyOfRange(bytes, from, from + pageSize), state);
            }
        }

        @Override
        public byte[] copy(int page) {
            synchronized (pages[page]) {
                if (states[page] == PageState.DIRTY) {
                    throw new IllegalStateException("page " + page + " may be written");
                }
                return pages[page].clone();
            }
        }

        @Override
        public void install(int page, byte[] bytes, PageState state) {
            synchronized (pages[page]) {
                if (bytes == null) {
                    Arrays.fill(pages[page], (byte) 0);
                } else {
                    System.arraycopy(bytes, 0, pages[page], 0, pageSize);
                }
                states[page] = state;
            }
        }

        @Override
        public ByteBuffer rewire(ByteBuffer buffer) {
            return buffer.duplicate();
        }

        Faults faults() {
            return faults;
        }

        /** What the program may do with a page. */
        PageState state(int page) {
            synchronized (pages[page]) {
                return states[page];
            }
        }

        long get(int index) {
            return access(index, false, value -> value);
        }

        void set(int index, long value) {
            access(index, true, old -> value);
        }

        /** At once. */
        long update(int index, LongUnaryOperator update) {
            return access(index, true, update);
        }

        /** Answers what was there before. */
        private long access(int index, boolean write, LongUnaryOperator update) {
            int page = index / pageSize;
            Long found = attempt(page, index % pageSize, write, update);
            while (found == null) {
                faults.await(page, write);
                try {
                    found = attempt(page, index % pageSize, write, update);
                } finally {
                    faults.used(page);
                }
            }
            return found;
        }

        private Long attempt(int page, int offset, boolean write, LongUnaryOperator update) {
            synchronized (pages[page]) {
                boolean possible = write ? states[page] == PageState.DIRTY : states[page] != PageState.INVALID;
                if (!possible) {
                    return null;
                }
                ByteBuffer bytes = ByteBuffer.wrap(pages[page]);
                long found = bytes.getLong(offset);
                if (write) {
                    bytes.putLong(offset, update.applyAsLong(found));
                }
                return found;
            }
        }

        void overwrite(int page, byte[] bytes) {
            faults.overwrite(page, bytes);
        }
    }
}
