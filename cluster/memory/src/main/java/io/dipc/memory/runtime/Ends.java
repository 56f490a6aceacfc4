package io.dipc.memory.runtime;

import io.dipc.ClusterUnavailableException;
import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.SessionLostException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a region cannot be accessed in this session any more. The first reason counts. Thread-safe. */
final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final String key;
    private volatile Supplier<RuntimeException> reason;
    private volatile boolean writesMayBeLost;

    Ends(String key) {
        this.key = key;
    }

    boolean over() {
        return reason != null;
    }

    /** Whether others go on with the region, perhaps without what was written here last. */
    boolean writesMayBeLost() {
        return writesMayBeLost;
    }

    void check() {
        if (reason != null) {
            throw reason.get();
        }
    }

    RuntimeException exception() {
        return reason != null
                ? reason.get()
                : new ClusterUnavailableException("the cluster was left while " + key + " was accessed");
    }

    void sessionLost() {
        end(
                true,
                () -> new SessionLostException(
                        "this JVM was excluded from the cluster while it was alive; its pages of " + key
                                + " have gone to others, and what it wrote last may be lost;"
                                + " store a new buffer to use the region again"));
    }

    void left() {
        end(
                false,
                () -> new ClusterUnavailableException(
                        "this JVM has left the cluster; " + key + " cannot be accessed any more"));
    }

    void failed(RuntimeException cause) {
        if (cause instanceof KeyRemovedException) {
            end(false, () -> new KeyRemovedException(cause.getMessage(), cause));
        } else if (cause instanceof ObjectLostException) {
            end(true, () -> new ObjectLostException(cause.getMessage(), cause));
        } else if (cause instanceof ClusterUnavailableException) {
            end(true, () -> new ClusterUnavailableException(cause.getMessage(), cause));
        } else {
            end(true, () -> new DipcException(key + " cannot be accessed any more: " + cause.getMessage(), cause));
        }
    }

    /** Whether that is news. */
    boolean broken(Throwable cause) {
        return end(
                true,
                () -> new DipcException(
                        key + " cannot be accessed any more because of an internal error: " + cause, cause));
    }

    void complain(Throwable cause) {
        LOG.error("internal error; this JVM does not use {} any more: {}", key, cause.toString(), cause);
    }

    private synchronized boolean end(boolean writesMayBeMissed, Supplier<RuntimeException> why) {
        boolean first = reason == null;
        if (first) {
            writesMayBeLost = writesMayBeMissed;
            reason = why;
        }
        return first;
    }
}
