package io.dipc.memory.runtime;

import io.dipc.DipcException;
import io.dipc.objects.region.RegionAnswer;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a buffer of the program was before it became part of a region: usually a file. Its contents stay what they were until
 * somebody forces the region's into it.
 */
final class RegionFile {
    private static final Logger LOG = LoggerFactory.getLogger(RegionFile.class);

    private final PagedRegion region;
    private final MappedByteBuffer file;

    /**
     * @param original what the buffer was
     */
    RegionFile(PagedRegion region, ByteBuffer original) {
        this.region = region;
        this.file = keeps(original) ? (MappedByteBuffer) original : null;
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
        RegionAnswer.Forced forced = region.askNow(object -> object.force(offset, length), "a force");
        if (forced.failure() != null) {
            throw new DipcException(
                    region.key() + ": the member that keeps the contents could not force them: " + forced.failure());
        }
        if (!forced.elsewhere()) {
            store(offset, length);
        }
    }

    /** Does so for others, as long as this member keeps the contents. */
    void serve() {
        try {
            RegionAnswer.ToForce next;
            while ((next = region.object().nextForce()) != null) {
                region.object().forced(next.number(), failure(next));
            }
        } catch (DipcException e) {
            LOG.debug("{} is not kept here any more", region.key(), e);
        }
    }

    /** Null: there is none. An internal error is what the JDK makes of a file that has become shorter, or a full disk. */
    private String failure(RegionAnswer.ToForce next) {
        try {
            store(next.offset(), next.length());
            return null;
        } catch (RuntimeException | InternalError e) {
            return e.toString();
        }
    }

    private synchronized void store(long offset, long length) {
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
