package io.dipc.memory.cache;

/**
 * Sees misses in sequence. Each that follows doubles how many pages are fetched ahead. A few sequences at a time are
 * followed, as of several threads, and the one that has not gone on for longest is forgotten.
 */
final class ReadAhead {
    private static final int STREAMS = 4;

    private final int longest;
    /** The page at which a stream goes on, and how far it fetched ahead; the latest stream first. */
    private final int[] next = new int[STREAMS];

    private final int[] length = new int[STREAMS];

    ReadAhead(int longest) {
        this.longest = longest;
        java.util.Arrays.fill(next, -1);
    }

    /** How many pages to fetch beyond the one that was missed, at most. */
    int missed(int page) {
        int stream = 0;
        while (stream < STREAMS - 1 && next[stream] != page) {
            stream++;
        }
        int ahead = next[stream] == page ? Math.min(longest, Math.max(1, 2 * length[stream])) : 0;
        System.arraycopy(next, 0, next, 1, stream);
        System.arraycopy(length, 0, length, 1, stream);
        length[0] = ahead;
        next[0] = page + 1;
        return ahead;
    }

    /** How many pages were asked for beyond the page of the last miss. */
    void fetched(int pages) {
        next[0] += pages;
    }
}
