package io.dipc.rewriter.refusal;

/**
 * The key template names a field that the object does not have.
 *
 * @param place the field to be distributed
 * @param template its key
 * @param field the field that the template names
 * @param className the class that was searched, with its superclasses
 */
public record KeyFieldMissing(String place, String template, String field, String className) implements Refusal {
    @Override
    public String reason() {
        return "its key \"" + template + "\" names the field " + field + ", which neither " + className
                + " nor a superclass declares";
    }

    @Override
    public String remedy() {
        return "name a field of the same object";
    }
}
