package io.dipc.memory.runtime;

import io.dipc.memory.port.PageState;

/** A region that this JVM uses. Thread-safe. */
public interface Region {

    /** Its cluster-wide name. */
    String key();

    /** In bytes. */
    long size();

    /** In bytes, a power of two. */
    int pageSize();

    /** What has happened here so far. */
    RegionStatistics statistics();

    /** What this JVM may do with each page about now, in the order of pages. */
    PageState[] pages();
}
