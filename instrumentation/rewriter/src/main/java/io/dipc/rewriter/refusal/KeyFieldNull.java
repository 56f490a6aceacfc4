package io.dipc.rewriter.refusal;

/**
 * A field that the key template names is null when the key is needed.
 *
 * @param place the field to be distributed
 * @param template its key
 * @param field the field that the template names
 */
public record KeyFieldNull(String place, String template, String field) implements Refusal {
    @Override
    public String reason() {
        return "its key \"" + template + "\" needs the field " + field + ", which is null";
    }

    @Override
    public String remedy() {
        return "assign " + field + " before the object is first used, or choose another key";
    }
}
