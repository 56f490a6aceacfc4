package io.dipc.rewriter;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes each warning on once: a place is met in several constructors, by several loaders, at every store.
 */
final class WarnOnce implements Reports {
    private final Reports reports;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    WarnOnce(Reports reports) {
        this.reports = reports;
    }

    @Override
    public RuntimeException refusal(String message) {
        return reports.refusal(message);
    }

    @Override
    public void warn(String line) {
        if (said.add(line)) {
            reports.warn(line);
        }
    }

    @Override
    public void error(String line, Throwable cause) {
        reports.error(line, cause);
    }
}
