package io.dipc.buffers;

/**
 * Handles accesses that a page's state does not allow. Called in the thread of the access, which is the program's, with
 * nothing marked and no lock held. What these methods throw, unchecked, is thrown by the access.
 */
public interface Faults {

    /**
     * Waits, uninterruptibly, until the access was possible at least for a moment. The caller tries it again, and then
     * calls {@link #used}, whether that succeeded or not; if it did not, it comes here again.
     *
     * @param write to write, or to do both at once; else only to read
     */
    void await(int page, boolean write);

    /** The end of what {@link #await} began. Never throws. */
    void used(int page);

    /**
     * Replaces a whole page that the program may not write at the moment. Waits, uninterruptibly, until that is done.
     *
     * @param bytes a page, not changed any more; of the last page as many as the region has
     */
    void overwrite(int page, byte[] bytes);

    /**
     * {@code MappedByteBuffer.force}: waits until what the region contains is in its file.
     *
     * @param offset of the first byte, in the region
     * @param length in bytes
     */
    void force(long offset, long length);
}
