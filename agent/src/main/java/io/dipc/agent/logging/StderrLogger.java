package io.dipc.agent.logging;

import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that hands its lines to {@link Log}. */
final class StderrLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    private final boolean ours;

    StderrLogger(String name) {
        this.name = name;
        this.ours = isOurs(name);
    }

    /** Hazelcast's joiners log under the name of the class that extends them. */
    static boolean isOurs(String name) {
        return name.startsWith("io.dipc.") && !(name.startsWith("io.dipc.engine.network.") && name.endsWith("Joiner"));
    }

    @Override
    public boolean isTraceEnabled() {
        return Log.enabled(ours, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return Log.enabled(ours, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return Log.enabled(ours, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return Log.enabled(ours, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return Log.enabled(ours, Level.ERROR);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
        Log.line(level, name, MessageFormatter.basicArrayFormat(pattern, arguments), thrown);
    }
}
