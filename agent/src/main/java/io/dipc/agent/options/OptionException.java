package io.dipc.agent.options;

/** A mistake in the configuration. The message is one line for the user: what was given and what was expected. */
public final class OptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OptionException(String message) {
        super(message);
    }
}
