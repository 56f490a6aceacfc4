package io.dipc.proxies;

import io.dipc.engine.ObjectHandle;
import java.util.function.Supplier;

/**
 * Where a proxy gets its handle from: opened at the first call and kept. If opening fails, the caller gets the exception
 * and the next caller tries again. Thread-safe.
 */
public final class HandleSource {
    private final Object opening = new Object();
    /** Guarded by {@code opening}; null once it has answered. */
    private Supplier<ObjectHandle> opener;

    private volatile ObjectHandle handle;

    /**
     * @param opener opens the key; called until it has answered once
     */
    public HandleSource(Supplier<ObjectHandle> opener) {
        this.opener = opener;
    }

    /** The handle, opened now if it was not before. */
    public ObjectHandle get() {
        ObjectHandle opened = handle;
        return opened != null ? opened : open();
    }

    private ObjectHandle open() {
        synchronized (opening) {
            if (handle == null) {
                handle = opener.get();
                // it may hold contents that are no longer needed
                opener = null;
            }
            return handle;
        }
    }
}
