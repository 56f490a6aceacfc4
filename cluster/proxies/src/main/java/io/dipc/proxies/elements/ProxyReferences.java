package io.dipc.proxies.elements;

import io.dipc.proxies.DistributedProxy;

/** Exchanges proxies for what of them travels, and back. Thread-safe; called in the application's threads. */
public interface ProxyReferences {

    /** What travels. May ask the cluster, if the proxy was never used. */
    ProxyReference of(DistributedProxy proxy);

    /**
     * A proxy of the same key; the same one as before, as long as that is in use.
     *
     * @param codec of the element that the proxy arrived in
     * @throws IllegalArgumentException if this member knows no such class of proxies
     */
    Object resolve(ProxyReference reference, ElementCodec codec);
}
