package io.dipc.engine;

import io.dipc.ClusterUnavailableException;

/** There is no cluster to join, and this member may not found one. */
public final class NoClusterException extends ClusterUnavailableException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was looked for, and where
     */
    public NoClusterException(String message) {
        super(message);
    }
}
