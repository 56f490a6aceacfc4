package io.dipc.it.bench.pages;

import io.dipc.Distributed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** A distributed buffer of as many pages as the argument says. */
public final class RegionPages implements PageStore {
    private static final int CHUNK = 16 * PAGE;

    @Distributed("bench-pages")
    private static ByteBuffer buffer;

    @Distributed("bench-pages-written")
    private static final Semaphore WRITTEN = new Semaphore(0);

    private final byte[] chunk = new byte[CHUNK];

    private RegionPages() {}

    public static void main(String[] args) throws IOException {
        buffer = ByteBuffer.allocateDirect(Integer.parseInt(args[0]) * PAGE);
        PageOrders.serve(new RegionPages());
    }

    @Override
    public int read(int page) {
        return buffer.getInt(page * PAGE);
    }

    @Override
    public void write(int page, int value) {
        buffer.putInt(page * PAGE, value);
    }

    @Override
    public int readAll(int pages) {
        int size = pages * PAGE;
        for (int i = 0; i < size; i += CHUNK) {
            buffer.get(i, chunk, 0, Math.min(CHUNK, size - i));
        }
        return read(pages - 1);
    }

    @Override
    public void writeAll(int pages, int value) {
        Arrays.fill(chunk, (byte) 0);
        ByteBuffer words = ByteBuffer.wrap(chunk);
        for (int i = 0; i < CHUNK; i += PAGE) {
            words.putInt(i, value);
        }
        int size = pages * PAGE;
        for (int i = 0; i < size; i += CHUNK) {
            buffer.put(i, chunk, 0, Math.min(CHUNK, size - i));
        }
        WRITTEN.release();
    }
}
