package io.dipc.proxies;

/** What all proxies have in common, beside the class of the JDK that each one extends. */
public interface DistributedProxy {

    /**
     * The key. A proxy whose key is not known before its first use learns it now.
     *
     * @return the cluster-wide name
     */
    default String distributedKey() {
        return distributedBinding().handles().get().key();
    }

    /** Joins the key, if it was not before. */
    default void open() {
        distributedBinding().handles().get();
    }

    /** What the proxy was made from. */
    Binding distributedBinding();
}
