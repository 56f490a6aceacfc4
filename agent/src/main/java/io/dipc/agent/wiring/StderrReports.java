package io.dipc.agent.wiring;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.Reports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be distributed is said on the error output; what would stay local unnoticed ends the program. */
final class StderrReports implements Reports {

    private static final Logger LOG = LoggerFactory.getLogger(StderrReports.class);
    private static final int EXIT_CODE = 1;

    private final boolean failClosed;

    StderrReports(boolean failClosed) {
        this.failClosed = failClosed;
    }

    @Override
    public RuntimeException refusal(String message) {
        return new NotDistributableException(message);
    }

    @Override
    public void warn(String line) {
        LOG.warn(line);
    }

    @Override
    public void error(String line, Throwable cause) {
        LOG.error(line, LOG.isDebugEnabled() ? cause : null);
        if (failClosed) {
            // Not in this thread: it is loading a class, and shutdown hooks may need that class.
            Thread exit = new Thread(null, () -> System.exit(EXIT_CODE), "dipc-exit", 0, false);
            exit.setDaemon(true);
            exit.start();
        }
    }
}
