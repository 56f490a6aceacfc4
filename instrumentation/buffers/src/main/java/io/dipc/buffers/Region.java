package io.dipc.buffers;

import io.dipc.buffers.hooks.Base;
import io.dipc.buffers.hooks.Hooks;
import java.nio.ByteBuffer;

/** The local copy of one region, at fixed addresses. */
final class Region implements Reservation {
    // The operations of Setup.pages, which cannot be named here.
    private static final int AWAIT_READ = 0;
    private static final int AWAIT_WRITE = 1;
    private static final int USED = 2;
    private static final int PAGE_START = 3;
    private static final int PAGE_LENGTH = 4;

    private final Hooks hooks;
    private final Base memory;
    private final long base;
    private final long size;
    private final int pageSize;
    private final int pages;
    private final Faults faults;

    Region(Hooks hooks, long base, long size, int pageSize, Faults faults) {
        this.hooks = hooks;
        this.memory = hooks.base();
        this.base = base;
        this.size = size;
        this.pageSize = pageSize;
        this.pages = Math.toIntExact((size + pageSize - 1) / pageSize);
        this.faults = faults;
    }

    boolean contains(long address) {
        return address >= base && address < base + (long) pages * pageSize;
    }

    // ---- of the program's threads

    long pages(long address, int operation) {
        int page = (int) ((address - base) / pageSize);
        switch (operation) {
            case AWAIT_READ -> faults.await(page, false);
            case AWAIT_WRITE -> faults.await(page, true);
            case USED -> faults.used(page);
            case PAGE_START -> {
                return start(page);
            }
            case PAGE_LENGTH -> {
                return length(page);
            }
            default -> throw new IllegalArgumentException("operation: " + operation);
        }
        return 0;
    }

    void overwrite(long address, byte[] bytes) {
        faults.overwrite((int) ((address - base) / pageSize), bytes);
    }

    long force(long address, long length) {
        faults.force(address - base, length);
        return 0;
    }

    // ---- of the thread that serves the region

    @Override
    public void protect(int page, PageState state) {
        protect(page, 1, state);
    }

    @Override
    public void protect(int firstPage, int count, PageState state) {
        memory.protect(start(firstPage), (long) count * pageSize, (byte) (state.ordinal() + 1));
    }

    @Override
    public byte[] copy(int page) {
        return memory.copy(start(page), length(page));
    }

    @Override
    public void copy(int firstPage, int count, byte[] target) {
        memory.copy(start(firstPage), target, bytes(firstPage, count));
    }

    @Override
    public void install(int firstPage, int count, byte[] bytes, int offset, PageState state) {
        int length = bytes(firstPage, count);
        protect(firstPage, count, PageState.INVALID);
        memory.replace(start(firstPage), bytes, offset, length);
        protect(firstPage, count, state);
    }

    /** How many bytes pages in sequence have, the last one of the region as many as others. */
    private int bytes(int firstPage, int count) {
        return Math.toIntExact(start(firstPage + count - 1) + pageSize - start(firstPage));
    }

    @Override
    public void install(int page, byte[] bytes, PageState state) {
        // Costs nothing if it is so already.
        protect(page, PageState.INVALID);
        if (bytes == null) {
            memory.clear(start(page), pageSize);
        } else {
            memory.replace(start(page), bytes, 0, bytes.length);
        }
        protect(page, state);
    }

    private long start(int page) {
        if (page < 0 || page >= pages) {
            throw new IndexOutOfBoundsException("page: " + page + " (expected: 0 to " + (pages - 1) + ")");
        }
        return base + (long) page * pageSize;
    }

    private int length(int page) {
        return (int) Math.min(pageSize, size - (long) page * pageSize);
    }

    // ---- buffers

    /**
     * @throws UnsupportedOperationException if a buffer can be part of no region; says why
     */
    static void check(Hooks hooks, ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new UnsupportedOperationException(
                    "a buffer of the heap cannot be distributed (expected: a direct or mapped one)");
        }
        Object segment = hooks.base().segment(buffer);
        if (segment == hooks.segment()) {
            throw new UnsupportedOperationException("the buffer is part of a region already");
        }
        if (segment != null) {
            throw new UnsupportedOperationException(
                    "a buffer of a memory segment cannot be distributed (expected: a direct or mapped one)");
        }
        if (Mappings.isPrivate(hooks.base().address(buffer))) {
            throw new UnsupportedOperationException(
                    "a buffer mapped PRIVATE cannot be distributed (expected: READ_WRITE or READ_ONLY)");
        }
    }

    @Override
    public ByteBuffer rewire(ByteBuffer buffer) {
        check(hooks, buffer);
        if (buffer.capacity() < 1 || buffer.capacity() > size) {
            throw new UnsupportedOperationException("a buffer of " + buffer.capacity()
                    + " bytes cannot be part of a region of " + size + " (expected: 1 to " + size + ")");
        }
        ByteBuffer alias = buffer.duplicate().clear().order(buffer.order());
        memory.rewire(buffer, base, hooks.segment());
        return alias;
    }
}
