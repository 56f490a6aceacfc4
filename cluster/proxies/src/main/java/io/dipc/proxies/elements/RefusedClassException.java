package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.KryoException;

/**
 * An object of some class cannot be written or read. Kryo adds the path of fields to it on the way out; the codec turns
 * it into an {@link io.dipc.ElementException}.
 */
final class RefusedClassException extends KryoException {
    private static final long serialVersionUID = 1L;

    RefusedClassException(String message) {
        super(message);
    }

    RefusedClassException(String message, Throwable cause) {
        super(message, cause);
    }

    /** In one line, the path of fields at its end. */
    @Override
    public String getMessage() {
        return super.getMessage()
                .replace("\nSerialization trace:\n", "; found in ")
                .replace("\n", " of ");
    }
}
