package io.dipc.proxies.elements;

import io.dipc.proxies.DistributedProxy;

/** For elements without proxies in them. */
final class NoProxies implements ProxyReferences {
    @Override
    public ProxyReference of(DistributedProxy proxy) {
        throw new AssertionError(proxy);
    }

    @Override
    public Object resolve(ProxyReference reference, ElementCodec codec) {
        throw new AssertionError(reference);
    }
}
