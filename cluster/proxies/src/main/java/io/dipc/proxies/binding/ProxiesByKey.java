package io.dipc.proxies.binding;

import io.dipc.engine.Reachability;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.ElementCodec;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The proxies that are in use, by what tells them apart, so that a proxy that comes back inside of an element is the one
 * that the program knows. Holds none of them. Thread-safe.
 */
final class ProxiesByKey {
    private final Map<Id, WeakReference<DistributedProxy>> inUse = new HashMap<>();

    /**
     * @param type its class
     * @param key of its object
     * @param codec whose class loader its elements belong to
     */
    record Id(ProxyType type, String key, ElementCodec codec) {}

    /** Notes a proxy, unless there is one in use with the same id. */
    void put(Id id, DistributedProxy proxy) {
        get(id, () -> proxy);
    }

    /** The proxy in use, or else the one that is made now. */
    synchronized DistributedProxy get(Id id, Supplier<DistributedProxy> maker) {
        WeakReference<DistributedProxy> known = inUse.get(id);
        DistributedProxy proxy = known == null ? null : known.get();
        if (proxy == null) {
            proxy = maker.get();
            WeakReference<DistributedProxy> reference = new WeakReference<>(proxy);
            inUse.put(id, reference);
            Reachability.watch(proxy, () -> forget(id, reference));
        }
        return proxy;
    }

    private synchronized void forget(Id id, WeakReference<DistributedProxy> reference) {
        inUse.remove(id, reference);
    }
}
