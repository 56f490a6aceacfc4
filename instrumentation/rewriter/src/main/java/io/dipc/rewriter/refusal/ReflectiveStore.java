package io.dipc.rewriter.refusal;

/**
 * The application asks the JDK for reflective write access to the field.
 *
 * @param place the field
 */
public record ReflectiveStore(String place) implements Refusal {
    @Override
    public String reason() {
        return "reflective access (Field.set, a setter or variable handle, a field updater) would store into it unseen";
    }

    @Override
    public String remedy() {
        return "assign it in the source, in its class or a class nested in that";
    }
}
