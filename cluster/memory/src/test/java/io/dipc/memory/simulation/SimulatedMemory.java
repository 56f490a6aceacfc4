package io.dipc.memory.simulation;

import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** A member's copy of the region. Initially it has anything in it. */
final class SimulatedMemory implements Memory {
    private final int words;
    private final PageState[] states;
    private final ByteBuffer[] pages;
    private final IntConsumer changed;

    /**
     * @param changed told of each page that has another state
     */
    SimulatedMemory(int count, int words, IntConsumer changed) {
        this.words = words;
        this.changed = changed;
        states = new PageState[count];
        Arrays.fill(states, PageState.INVALID);
        pages = new ByteBuffer[count];
        for (int page = 0; page < count; page++) {
            pages[page] = ByteBuffer.allocate(Integer.BYTES * words);
            for (int word = 0; word < words; word++) {
                set(page, word, -1);
            }
        }
    }

    PageState state(int page) {
        return states[page];
    }

    boolean anyExclusive() {
        return Arrays.stream(states).anyMatch(PageState::exclusive);
    }

    int get(int page, int word) {
        return pages[page].getInt(Integer.BYTES * word);
    }

    void set(int page, int word, int value) {
        pages[page].putInt(Integer.BYTES * word, value);
    }

    @Override
    public void protect(int page, PageState state) {
        states[page] = state;
        changed.accept(page);
    }

    @Override
    public int pageSize() {
        return Integer.BYTES * words;
    }

    @Override
    public byte[] copy(int page) {
        return pages[page].array().clone();
    }

    @Override
    public byte[] copy(int first, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * pageSize() + 1);
        for (int page = first; page < first + count; page++) {
            bytes.put(pages[page].array());
        }
        return bytes.array();
    }

    @Override
    public void install(int first, int count, byte[] bytes, int offset, PageState state) {
        for (int i = 0; i < count; i++) {
            int from = offset + i * pageSize();
            install(first + i, Arrays.copyOfRange(bytes, from, from + pageSize()), state);
        }
    }

    @Override
    public void install(int page, byte[] bytes, PageState state) {
        if (states[page] != PageState.INVALID) {
            throw new IllegalStateException("page " + page + ": " + states[page] + " (expected: INVALID)");
        }
        byte[] contents = bytes == null ? new byte[Integer.BYTES * words] : bytes;
        pages[page].put(0, contents);
        protect(page, state);
    }
}
