package io.dipc.memory.runtime;

import java.nio.ByteBuffer;
import java.util.List;

/** The shared regions that this JVM uses. Thread-safe. */
public interface Regions {

    /**
     * Makes a direct buffer of the program part of the region under a key, from its first byte on: the object itself,
     * whoever refers to it, and every slice, duplicate and view that is made of it from now on. Who comes first creates the
     * region, as large as its buffer, and the buffer's contents become the region's; what others' buffers contain does not
     * count. Should the first one die before all its contents are in, those of the next are taken.
     *
     * <p>Waits, uninterruptibly, until the cluster is up, and the first contents are in. Application code may not write to
     * the buffer meanwhile: it might be lost.
     *
     * @param key the cluster-wide name
     * @param buffer direct and not empty; at most as large as the region; its position and limit do not count
     * @param settings of the region, if this call creates it
     * @param place where the buffer was stored, for people: member name and place in the program
     * @return the region; the same one for the same key
     * @throws io.dipc.NotDistributableException if the buffer is larger than the region, has another page size in its
     *     settings, or another number of backups if that is to be an error, is not direct, or cannot be rewired in this JVM
     * @throws io.dipc.KindMismatchException if the key exists with another kind
     * @throws io.dipc.ClusterUnavailableException if the cluster could not be formed or reached, or was left
     * @throws io.dipc.SessionLostException if this JVM used the region before and was excluded meanwhile
     */
    Region bind(String key, ByteBuffer buffer, RegionSettings settings, String place);

    /**
     * Waits, uninterruptibly, until everything that this JVM's threads have written to its regions so far survives its death,
     * as far as the regions have backups. To be called before what tells others of it. Costs next to nothing when nothing was
     * written; with several backups, nor anything read that is in no cut of who wrote it.
     *
     * @throws io.dipc.SessionLostException if what was written is lost, since this JVM was excluded
     */
    void release();

    /** The regions that this JVM uses. */
    List<Region> all();

    /**
     * Leaves all regions, and hands over what this JVM has of them. From now on every access throws.
     *
     * @param nanos the longest time to spend; what has not been handed over by then is lost, or its last cut
     */
    void leave(long nanos);
}
