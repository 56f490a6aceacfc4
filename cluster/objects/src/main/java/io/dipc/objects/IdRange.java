package io.dipc.objects;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * Ids of elements that follow on each other.
 *
 * @param from the lowest
 * @param to the one after the highest
 */
public record IdRange(long from, long to) {
    /** No id; where the first one will be. */
    public static final IdRange NONE = new IdRange(0, 0);

    public boolean contains(long id) {
        return id >= from && id < to;
    }

    /** What is in both. The two are not apart. */
    public IdRange and(IdRange other) {
        return new IdRange(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** What is in one or the other. The two are not apart. */
    public IdRange or(IdRange other) {
        return new IdRange(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The same up to, and with, an id. */
    public IdRange upTo(long id) {
        return new IdRange(Math.min(from, id), Math.max(to, id + 1));
    }

    public WireWriter writeTo(WireWriter out) {
        return out.putLong(from).putLong(to);
    }

    /**
     * @throws IllegalArgumentException if the bytes end too early
     */
    public static IdRange readFrom(WireReader in) {
        return new IdRange(in.getLong(), in.getLong());
    }
}
