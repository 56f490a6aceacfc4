package io.dipc.proxies.binding;

import io.dipc.engine.Reachability;
import io.dipc.proxies.DistributedProxy;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The proxies of local objects, by identity. Holds none of the objects, and a proxy for as long as its object can be
 * reached. Thread-safe.
 *
 * <p>No {@link java.util.WeakHashMap}: that one lets go of values only when it is used the next time, which here may be
 * never, and asking it for that when an object is found to be gone may be too early: its own references to what one
 * collection has found are handed out in no certain order with those of others.
 */
final class ProxiesByObject {
    private final Map<Identity, DistributedProxy> proxies = new ConcurrentHashMap<>();

    /** An object, which others may find as long as it is there; the same key for ever. */
    private static final class Identity extends WeakReference<Object> {
        private final int hash;

        Identity(Object object) {
            super(object);
            this.hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object object = get();
            return object != null && other instanceof Identity identity && identity.refersTo(object);
        }
    }

    /** The proxy of an object, or null. */
    DistributedProxy get(Object object) {
        return proxies.get(new Identity(object));
    }

    /**
     * Notes the proxy of an object, unless it has one.
     *
     * @return the one that it had, or null
     */
    DistributedProxy putIfAbsent(Object object, DistributedProxy proxy) {
        Identity identity = new Identity(object);
        DistributedProxy earlier = proxies.putIfAbsent(identity, proxy);
        if (earlier == null) {
            Reachability.watch(object, () -> proxies.remove(identity));
        }
        return earlier;
    }
}
