package io.dipc.rewriter.refusal;

/**
 * A class outside the nest of the declaring class stores into the field.
 *
 * @param place the field
 * @param storingClass the class that stores
 * @param nest the top-level class within which stores are bound
 */
public record ForeignStore(String place, String storingClass, String nest) implements Refusal {
    @Override
    public String reason() {
        return "class " + storingClass + " stores into it, and only " + nest + " and the classes nested in it may";
    }

    @Override
    public String remedy() {
        return "store through a method of " + nest;
    }
}
