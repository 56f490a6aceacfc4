package io.dipc.memory.runtime;

import io.dipc.DipcException;
import io.dipc.objects.region.RegionAnswer;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What buffers of the program were before they became parts of a region: usually a file. Its contents stay what they were
 * until somebody forces the region's into it. Thread-safe.
 */
final class RegionFile {
    private static final Logger LOG = LoggerFactory.getLogger(RegionFile.class);

    private final PagedRegion region;
    /** What can keep the longest part of the region, from its beginning on; null: nothing can. */
    private MappedByteBuffer file;

    private boolean closed;

    RegionFile(PagedRegion region) {
        this.region = region;
    }

    /** Makes a buffer part of the region. Who forces it at once waits until it is known what the buffer was. */
    synchronized void take(ByteBuffer buffer) {
        ByteBuffer original = region.feed().memory().rewire(buffer);
        if (keeps(original) && (file == null || original.capacity() > file.capacity())) {
            file = (MappedByteBuffer) original;
        }
    }

    /** Nothing is put into the file any more: others may use theirs, which may be the same one. */
    synchronized void close() {
        closed = true;
    }

    /** Whether a buffer can keep what a region contains: is a file's, and may be written. */
    static boolean keeps(ByteBuffer buffer) {
        return buffer instanceof MappedByteBuffer mapped && !mapped.isReadOnly() && isOfAFile(mapped);
    }

    /** Every direct buffer has the type of mapped ones. Only those of files look at what is to be forced. */
    private static boolean isOfAFile(MappedByteBuffer buffer) {
        try {
            buffer.force(-1, 0);
            return false;
        } catch (IndexOutOfBoundsException e) {
            return true;
        }
    }

    /**
     * Waits until a part of the region is in the file of the member that keeps its contents or, without such a member, in this
     * one.
     */
    void force(long offset, long length) {
        // Whoever has the file, and of whichever part: what was written here so far survives this member.
        region.releases().release();
        RegionAnswer.Forced forced = region.askNow(object -> object.force(offset, length), "a force");
        if (forced.failure() != null) {
            throw new DipcException(
                    region.key() + ": the member that keeps the contents could not force them: " + forced.failure());
        }
        if (!forced.elsewhere()) {
            try {
                store(offset, length);
            } finally {
                endTurn(forced.turn());
            }
        }
    }

    private void endTurn(long turn) {
        if (turn != 0) {
            region.tell(object -> object.forced(turn, null));
        }
    }

    /** Does so for others, as long as this member keeps the contents. */
    void serve() {
        long tried = 0;
        InternalError late = null;
        while (true) {
            try {
                RegionAnswer.ToForce next = region.object().nextForce();
                if (next == null) {
                    return;
                }
                boolean again = next.number() == tried && late != null;
                tried = next.number();
                String failure = again ? late.toString() : failure(next);
                if (failure != null && region.leaves()) {
                    // Who wants it is told to use its own file, when this member has left.
                    return;
                }
                region.object().forced(tried, failure);
            } catch (InternalError e) {
                // The JVM may tell of a fault in the file long after it. Who has no answer yet is the next one again.
                late = e;
            } catch (DipcException e) {
                LOG.debug("{} is not kept here any more", region.key(), e);
                return;
            }
        }
    }

    /**
     * Null: there is none. An internal error is what the JDK makes of a file that has become shorter, or a full disk; whatever it
     * is, somebody waits for an answer.
     */
    private String failure(RegionAnswer.ToForce next) {
        try {
            store(next.offset(), next.length());
            return null;
        } catch (RuntimeException | Error e) {
            return e.toString();
        }
    }

    private synchronized void store(long offset, long length) {
        if (closed) {
            throw region.overNow();
        }
        if (file == null || offset >= file.capacity()) {
            return;
        }
        int end = (int) Math.min(offset + length, file.capacity());
        new BulkPages(region).read(offset, length, file);
        // What is in the file must not be undone when this member dies.
        region.releases().release();
        file.force((int) offset, end - (int) offset);
    }
}
