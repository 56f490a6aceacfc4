package io.dipc.proxies.elements;

import io.dipc.proxies.DistributedProxy;

/**
 * For the streams of one codec: exchanges what travels.
 *
 * @param codec theirs
 * @param references knows the proxies
 */
record TravellingProxies(ElementCodec codec, ProxyReferences references) {

    /** What to write in place of an object. */
    Object outgoing(Object object) {
        return object instanceof DistributedProxy proxy ? references.of(proxy) : object;
    }

    /** What to return in place of an object that was read. */
    Object incoming(Object object) {
        return object instanceof ProxyReference reference ? references.resolve(reference, codec) : object;
    }
}
