package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.KryoException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * An object of some class cannot be written or read. The serializers add the path to it on the way out; the codec turns it
 * into an {@link io.dipc.ElementException}.
 */
final class RefusedClassException extends KryoException {
    private static final long serialVersionUID = 1L;
    private static final String CLASS = "class ";

    private final transient Deque<String> path = new ArrayDeque<>();

    RefusedClassException(String message) {
        super(message);
    }

    RefusedClassException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param step the name of a variable, {@code conn} or {@code Worker.this}; or of a field and, in parentheses, a class
     */
    @Override
    public void addTrace(String step) {
        path.addFirst(step);
    }

    /** In one line; begins with the path, {@code Worker.this.conn: java.net.Socket}, if there is one. */
    @Override
    public String getMessage() {
        String message = inOneLine(super.getMessage());
        return path.isEmpty()
                ? message
                : path() + ": " + (message.startsWith(CLASS) ? message.substring(CLASS.length()) : message);
    }

    /**
     * Adds where the path begins, unless it begins with a variable, which needs no more.
     *
     * @param type the class of the element
     */
    void beginWith(Class<?> type) {
        if (!path.isEmpty()
                && path.getFirst().endsWith(")")
                && !type.getSimpleName().isEmpty()) {
            addTrace(type.getSimpleName());
        }
    }

    private String path() {
        return path.stream()
                .map(step -> step.contains(" (") ? step.substring(0, step.indexOf(" (")) : step)
                .collect(Collectors.joining("."));
    }

    /** What Kryo says, without line breaks. */
    static String inOneLine(String message) {
        return message.replace("\nSerialization trace:\n", "; found in ").replace("\n", " of ");
    }
}
