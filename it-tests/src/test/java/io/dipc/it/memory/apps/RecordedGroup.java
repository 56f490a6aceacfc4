package io.dipc.it.memory.apps;

import static io.dipc.it.memory.apps.RecordedPages.PAGE;
import static io.dipc.it.memory.apps.RecordedPages.texts;

import io.dipc.PageLostException;
import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.Semaphore;

/**
 * A page of which all words are written together, in ascending order, by who holds its lock. Each tells the value of the
 * whole and which one it is. A holder may be killed in the middle; then who comes next finds nothing of what it wrote, or
 * the first words of it, or that the page is lost.
 */
final class RecordedGroup {

    private static final int WORDS = PAGE / Long.BYTES;

    private final RecordedPages pages;
    private final ByteBuffer memory;
    private final int page;
    private final Semaphore lock;

    RecordedGroup(RecordedPages pages, ByteBuffer memory, int page, Semaphore lock) {
        this.pages = pages;
        this.memory = memory.duplicate().order(ByteOrder.BIG_ENDIAN);
        this.page = page;
        this.lock = lock;
    }

    /** Reads the page, and perhaps writes it. */
    void use(boolean write) {
        lock.acquireUninterruptibly();
        long found = read();
        if (found < 0) {
            overwrite();
        } else if (write) {
            write(found);
        }
        Recorder.Call release = pages.begin("lock." + page, Action.RELEASE);
        lock.release();
        release.end(Outcome.DONE);
    }

    private String name() {
        return "group." + page;
    }

    /**
     * @return what all words have; -1 if the page is lost, or was written half
     */
    private long read() {
        Recorder.Call call = pages.begin(name(), Action.READ);
        long[] found = new long[WORDS];
        try {
            for (int word = 0; word < WORDS; word++) {
                found[word] = value(word);
            }
        } catch (PageLostException e) {
            call.end(Outcome.FAILED);
            System.out.println("lost " + page);
            return -1;
        }
        int same = 1;
        while (same < WORDS && found[same] == found[0]) {
            same++;
        }
        if (same == WORDS) {
            call.end(Outcome.DONE, texts(found[0]), 0);
            return found[0];
        }
        call.end(Outcome.FAILED);
        for (int word = same; word < WORDS; word++) {
            if (found[word] != found[same]) {
                throw new IllegalStateException("page " + page + " has values " + found[0] + ", " + found[same]
                        + " and " + found[word] + " (expected: at most two, the second in the last words)");
            }
        }
        System.out.println("half " + name() + " " + found[0] + " " + found[same]);
        return -1;
    }

    private long value(int word) {
        long found = memory.getLong(page * PAGE + word * Long.BYTES);
        if (found != 0 && found % WORDS != word) {
            throw new IllegalStateException("word " + word + " of page " + page + " has " + found
                    + " (expected: a value that was written to it)");
        }
        return found / WORDS;
    }

    private void write(long found) {
        long value = pages.next();
        Recorder.Call call = pages.begin(name(), Action.COMPARE_AND_SET, found, value);
        try {
            for (int word = 0; word < WORDS; word++) {
                memory.putLong(page * PAGE + word * Long.BYTES, value * WORDS + word);
            }
        } catch (PageLostException e) {
            call.end(Outcome.UNKNOWN);
            System.out.println("lost " + page);
            overwrite();
            return;
        }
        call.end(Outcome.DONE);
    }

    private void overwrite() {
        long value = pages.next();
        ByteBuffer bytes = ByteBuffer.allocate(PAGE).order(ByteOrder.BIG_ENDIAN);
        for (int word = 0; word < WORDS; word++) {
            bytes.putLong(value * WORDS + word);
        }
        Recorder.Call call = pages.begin(name(), Action.WRITE, value);
        memory.put(page * PAGE, bytes.array());
        call.end(Outcome.DONE);
    }
}
