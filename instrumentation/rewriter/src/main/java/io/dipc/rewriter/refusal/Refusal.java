package io.dipc.rewriter.refusal;

/**
 * One reason why something that should be distributed cannot be.
 */
public interface Refusal {

    /**
     * @return what should be distributed, such as {@code field com.acme.App.jobs}
     */
    String place();

    /**
     * @return what was found, a clause without a full stop
     */
    String reason();

    /**
     * @return what to do about it, an imperative clause without a full stop
     */
    String remedy();

    /**
     * @return the whole, one line
     */
    default String message() {
        return place() + " cannot be distributed: " + reason() + "; " + remedy();
    }
}
