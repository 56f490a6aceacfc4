package io.dipc.it.memory.apps;

import io.dipc.PageLostException;
import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Accesses of one thread to words of a shared buffer, recorded. A page that is lost is written anew as a whole. */
final class RecordedPages {

    static final int PAGE = 4096;

    /** What an access does. */
    private interface Access {
        void run();
    }

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteBuffer memory;
    private final Recorder recorder;
    private final String session;
    private final String client;
    private final long writer;
    private long written;

    /**
     * @param writer a number of this thread that no other one has or had, less than 2^16
     */
    RecordedPages(ByteBuffer memory, Recorder recorder, String session, int writer) {
        this.memory = memory.duplicate().order(ByteOrder.BIG_ENDIAN);
        this.recorder = recorder;
        this.session = session;
        this.client = session + "." + writer;
        this.writer = writer;
    }

    /** A value that nobody else writes, less than 2^48. */
    long next() {
        return writer << 32 | ++written;
    }

    /**
     * A call that is to come.
     *
     * @param object a word, or another object
     */
    Recorder.Call begin(String object, Action action, long... values) {
        return recorder.begin(object, session, client, action, texts(values), 0);
    }

    static List<String> texts(long... values) {
        return Arrays.stream(values).mapToObj(Long::toString).toList();
    }

    private static String word(int at) {
        return "word." + at;
    }

    /**
     * @param at the word's first byte
     * @return what is there; 0 if its page was lost
     */
    long read(int at) {
        Recorder.Call call = begin(word(at), Action.READ);
        long[] found = {0};
        if (!wasLost(at, call, () -> found[0] = (long) LONGS.getVolatile(memory, at))) {
            call.end(Outcome.DONE, texts(found), 0);
        }
        return found[0];
    }

    /**
     * @return what is there now, or was
     */
    long write(int at) {
        long value = next();
        Recorder.Call call = begin(word(at), Action.WRITE, value);
        if (!wasLost(at, call, () -> LONGS.setVolatile(memory, at, value))) {
            call.end(Outcome.DONE);
        }
        return value;
    }

    /**
     * @return what was there; 0 if its page was lost
     */
    long replace(int at, long expected) {
        long value = next();
        Recorder.Call call = begin(word(at), Action.COMPARE_AND_SET, expected, value);
        long[] found = {0};
        if (!wasLost(at, call, () -> found[0] = (long) LONGS.compareAndExchange(memory, at, expected, value))) {
            if (found[0] == expected) {
                call.end(Outcome.DONE);
            } else {
                call.end(Outcome.REFUSED, texts(found), 0);
            }
        }
        return found[0];
    }

    private boolean wasLost(int at, Recorder.Call call, Access access) {
        try {
            access.run();
            return false;
        } catch (PageLostException e) {
            call.end(Outcome.FAILED);
            System.out.println("lost " + at / PAGE);
            overwrite(at / PAGE);
            return true;
        }
    }

    /** Writes a page of words as a whole. */
    private void overwrite(int page) {
        ByteBuffer bytes = ByteBuffer.allocate(PAGE).order(ByteOrder.BIG_ENDIAN);
        List<Recorder.Call> calls = new ArrayList<>();
        for (int at : Registers.WORDS_OF_A_PAGE) {
            long value = next();
            bytes.putLong(at, value);
            calls.add(begin(word(page * PAGE + at), Action.WRITE, value));
        }
        memory.put(page * PAGE, bytes.array());
        calls.forEach(call -> call.end(Outcome.DONE));
    }
}
