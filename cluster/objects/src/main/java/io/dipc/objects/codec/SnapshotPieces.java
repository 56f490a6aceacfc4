package io.dipc.objects.codec;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Packs the parts of a snapshot into pieces: as many whole parts as it takes to reach {@link #PIECE_BYTES}. Pieces are
 * made lazily. Not thread-safe.
 */
public final class SnapshotPieces implements Iterator<byte[]> {
    /** A piece is full when it has this many bytes. */
    public static final int PIECE_BYTES = 64 * 1024;

    private final Iterator<Iterator<Consumer<WireWriter>>> sections;
    private Iterator<Consumer<WireWriter>> parts;

    /**
     * @param sections what writes the parts, section after section; the first one has at least one part
     */
    public SnapshotPieces(List<Iterator<Consumer<WireWriter>>> sections) {
        this.sections = sections.iterator();
        this.parts = this.sections.next();
    }

    @Override
    public boolean hasNext() {
        while (!parts.hasNext() && sections.hasNext()) {
            parts = sections.next();
        }
        return parts.hasNext();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        WireWriter piece = new WireWriter(1024);
        while (piece.length() < PIECE_BYTES && hasNext()) {
            parts.next().accept(piece);
        }
        return piece.toBytes();
    }
}
