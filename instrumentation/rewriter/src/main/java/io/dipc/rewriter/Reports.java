package io.dipc.rewriter;

/**
 * Where the rewriter says what went wrong. Implemented by the agent; any number of threads may call.
 */
public interface Reports {

    /**
     * Makes the exception that a refused store throws. The rewriter knows no class of the application's API.
     *
     * @param message what was tried, what was found, and what to do
     * @return an {@code io.dipc.NotDistributableException}, not yet thrown
     */
    RuntimeException refusal(String message);

    /**
     * Something that fails closed was let pass because the configuration says so. Said once per place.
     *
     * @param line one line that names place, reason and remedy
     */
    void warn(String line);

    /**
     * Something should be distributed and is not, and there is no store that could throw: a class was loaded before
     * the agent, or could not be rewritten. An agent that fails closed ends the program.
     *
     * @param line one line that names place, reason and remedy
     * @param cause what it was found by; null for a user's mistake
     */
    void error(String line, Throwable cause);
}
