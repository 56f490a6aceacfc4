package io.dipc.rewriter.refusal;

/**
 * The field's or variable's declared type is none that can be distributed.
 *
 * @param place the field or variable
 * @param type its declared type
 * @param supported the types that can be distributed
 */
public record UnsupportedType(String place, String type, String supported) implements Refusal {
    @Override
    public String reason() {
        return "its declared type " + type + " is not supported (supported: " + supported + ")";
    }

    @Override
    public String remedy() {
        return "declare it as one of these, or do not distribute it";
    }
}
