package io.dipc.memory.message;

/**
 * A page in a cut.
 *
 * @param version of the bytes, as in {@link Holding}
 * @param bytes not changed any more
 */
public record CutPage(int page, long version, byte[] bytes) {}
