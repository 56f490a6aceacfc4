package io.dipc.rewriter.refusal;

/**
 * The configuration names a field that the class does not declare.
 *
 * @param place the field, as configured
 * @param found what the class declares
 */
public record MissingField(String place, String found) implements Refusal {
    @Override
    public String reason() {
        return found;
    }

    @Override
    public String remedy() {
        return "correct the entry under fields, or remove it";
    }
}
