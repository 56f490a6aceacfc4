package io.dipc.engine;

import io.dipc.objects.Descriptor;
import java.util.List;

/** The cluster as this JVM's session sees it. Thread-safe. */
public interface Cluster {

    /**
     * Creates the object under a key, or joins it if it exists. Waits, uninterruptibly, until the cluster is up and has
     * answered.
     *
     * @param key the cluster-wide name, 1 to 1000 characters
     * @param descriptor what to create if the key does not exist
     * @param contents the first contents, as a command of the kind ({@code null}: none), applied only if this call
     *     creates the object
     * @return a handle; its descriptor is the cluster's, which may have other parameters
     * @throws io.dipc.KindMismatchException if the key exists with another kind; names both kinds and both creators
     * @throws io.dipc.ClusterUnavailableException if the cluster could not be formed or reached
     */
    ObjectHandle open(String key, Descriptor descriptor, byte[] contents);

    /** All keys, in order of their names. */
    List<KeyInfo> keys();

    /**
     * Removes a key with all that it holds. Calls waiting on it end with {@link io.dipc.KeyRemovedException}.
     *
     * @return whether it existed
     */
    boolean remove(String key);

    /** The members of the current view, the oldest first. */
    List<MemberInfo> members();

    /** How this JVM stands in the cluster. */
    Standing standing();

    /** Names who goes before what this JVM does; of several, the last one counts. Commands that wait already go without. */
    void accompany(Companion companion);

    /**
     * Ends this session: hands over what is hosted here, within the time given, and leaves.
     *
     * @param orderly see {@link io.dipc.objects.EndedSession#orderly}
     * @param nanos the longest time to spend on handing over
     */
    void leave(boolean orderly, long nanos);
}
