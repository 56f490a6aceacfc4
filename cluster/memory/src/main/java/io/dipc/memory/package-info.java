/**
 * Shared memory: a region is cut into pages, of which each member has copies that are kept coherent. The protocol
 * is deterministic code without threads, clocks, input or output; what it needs comes through {@link io.dipc.memory.port
 * ports}. The {@link io.dipc.memory.runtime runtime} makes regions of it. {@code docs/memory.md} has the states, the messages and the races.
 *
 * <p>{@link io.dipc.memory.RegionNode} is one member's part in one region. It consists of {@link
 * io.dipc.memory.directory the directory} of the pages whose home this member is, and {@link io.dipc.memory.cache the
 * cache}, this member's copies.
 *
 * <p>Sources: page-based shared memory with a fixed distributed manager is K. Li and P. Hudak, "Memory Coherence in
 * Shared Virtual Memory Systems", ACM TOCS 7(4), 1989. A directory that takes one transaction of a page at a time,
 * three-hop misses, and acknowledgements that the writer counts are as in V. Nagarajan, D. Sorin, M. Hill and D. Wood, "A
 * Primer on Memory Consistency and Cache Coherence", 2nd ed., 2020, chapter 8. The time quantum is that of DIPC and of
 * Mirage (B. Fleisch and G. Popek, SOSP 1989).
 */
package io.dipc.memory;
