package io.dipc.memory.cache;

import java.util.Arrays;

/**
 * Sees threads that go from page to page, and says how far to fetch ahead of them: twice as far each time when half of it
 * has been used, up to a limit. There more is asked for when a quarter has been used: who sends it should have something to
 * send all the time, though it hears of that late. A few sequences at a time are followed, as of several threads, and the
 * one that has not gone on for longest is forgotten. As Linux does it for files ({@code mm/readahead.c}).
 */
final class ReadAhead {
    private static final int STREAMS = 4;

    private static final class Stream {
        /** The page for which a thread had to wait at last. */
        int at = -2;
        /** The first page that has not been asked for. */
        int next = -1;
        /** How far it is fetched ahead of the page at which it was extended. */
        int length;
        /** The page at which it is to be extended. */
        int mark = NONE;
        /** How often a thread has had to wait for the next page, before any was fetched ahead. */
        int steps;
    }

    private static final int NONE = -1;

    private final int longest;
    private final int patience;
    /** The latest one first. */
    private final Stream[] streams = new Stream[STREAMS];

    private int outdated = NONE;

    /**
     * @param longest how many pages are fetched ahead at most
     * @param patience how many pages in sequence a thread must have waited for before
     */
    ReadAhead(int longest, int patience) {
        this.longest = longest;
        this.patience = patience;
        Arrays.setAll(streams, i -> new Stream());
    }

    /**
     * A thread has to wait for a page, whether that has been asked for or not.
     *
     * @return the page before which all that come after it should be asked for now
     */
    int missed(int page) {
        outdated = NONE;
        int found = 0;
        while (found < STREAMS - 1 && !goesOn(streams[found], page)) {
            found++;
        }
        Stream stream = streams[found];
        System.arraycopy(streams, 0, streams, 1, found);
        streams[0] = stream;
        if (!goesOn(stream, page)) {
            stream.length = 0;
            stream.next = page + 1;
            stream.mark = NONE;
            stream.steps = 1;
        } else if (page > stream.at && ++stream.steps < patience) {
            stream.next = page + 1;
        } else if (page > stream.at && stream.next - (page + 1) <= rest(stream)) {
            stream.length = Math.min(longest, Math.max(1, 2 * stream.length));
            stream.next = Math.max(stream.next, page + 1 + stream.length);
            outdated = stream.mark;
            stream.mark = stream.next - 1 - rest(stream);
        }
        stream.at = page;
        return stream.next;
    }

    /** How much of what is fetched ahead is still to be used when more is asked for. */
    private int rest(Stream stream) {
        return stream.length < longest ? stream.length / 2 : stream.length - stream.length / 4;
    }

    /** The page of which {@link #missed} need not be told any more since it was called last; negative if there is none. */
    int outdated() {
        return outdated;
    }

    /** Whether {@link #missed} is to be told of a page even if nobody has to wait for it. */
    boolean isMark(int page) {
        for (Stream stream : streams) {
            if (stream.mark == page) {
                return true;
            }
        }
        return false;
    }

    private static boolean goesOn(Stream stream, int page) {
        return page >= stream.at && page <= stream.next;
    }
}
