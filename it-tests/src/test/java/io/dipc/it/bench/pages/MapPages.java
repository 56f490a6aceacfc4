package io.dipc.it.bench.pages;

import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A map from numbers to pages. A page is replaced as a whole, since that is all that a map can do.
 *
 * @param keys those of the pages, at most {@value #MOST}
 */
public record MapPages(Map<Integer, byte[]> map, int[] keys) implements PageStore {
    public static final int MOST = 4096;

    @Override
    public int read(int page) {
        return ByteBuffer.wrap(map.get(keys[page])).getInt();
    }

    @Override
    public void write(int page, int value) {
        map.put(keys[page], ByteBuffer.allocate(PAGE).putInt(value).array());
    }

    @Override
    public int readAll(int pages) {
        int value = 0;
        for (int page = 0; page < pages; page++) {
            value = read(page);
        }
        return value;
    }

    @Override
    public void writeAll(int pages, int value) {
        for (int page = 0; page < pages; page++) {
            write(page, value);
        }
    }
}
