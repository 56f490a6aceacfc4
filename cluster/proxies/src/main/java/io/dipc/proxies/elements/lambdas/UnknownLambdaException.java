package io.dipc.proxies.elements.lambdas;

/** A lambda cannot be traced to its site, or a site is not to be found here. The message says which and why. */
public final class UnknownLambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownLambdaException(String message) {
        super(message);
    }

    UnknownLambdaException(String message, Throwable cause) {
        super(message, cause);
    }
}
