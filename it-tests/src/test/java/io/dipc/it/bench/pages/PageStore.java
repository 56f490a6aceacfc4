package io.dipc.it.bench.pages;

/** Pages that other JVMs share, of which some are here and some are not. */
public interface PageStore {
    int PAGE = 4096;

    /** Reads of a page; answers what was written there last. */
    int read(int page);

    /** Writes to a page. */
    void write(int page, int value);

    /** Reads all of the first pages in their order; answers what was written to the last one. */
    int readAll(int pages);

    /** Replaces all of the first pages in their order, and then lets others know. */
    void writeAll(int pages, int value);
}
