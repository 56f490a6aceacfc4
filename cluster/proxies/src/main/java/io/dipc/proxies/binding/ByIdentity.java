package io.dipc.proxies.binding;

import io.dipc.engine.Reachability;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of objects, by identity. Holds none of the objects, and what is known of one for as long as it can be
 * reached. Thread-safe.
 *
 * <p>No {@link java.util.WeakHashMap}: that one lets go of values only when it is used the next time, which here may be
 * never, and asking it for that when an object is found to be gone may be too early: its own references to what one
 * collection has found are handed out in no certain order with those of others.
 *
 * @param <V> what is known
 */
public final class ByIdentity<V> {
    private final Map<Identity, V> known = new ConcurrentHashMap<>();

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

    /** What is known of an object, or null. */
    public V get(Object object) {
        return known.get(new Identity(object));
    }

    /**
     * Notes something of an object, unless something is known of it.
     *
     * @return what was known, or null
     */
    public V putIfAbsent(Object object, V value) {
        Identity identity = new Identity(object);
        V earlier = known.putIfAbsent(identity, value);
        if (earlier == null) {
            Reachability.watch(object, () -> known.remove(identity));
        }
        return earlier;
    }

    /** Forgets what is known of an object, if it is this. */
    public void remove(Object object, V value) {
        known.remove(new Identity(object), value);
    }
}
