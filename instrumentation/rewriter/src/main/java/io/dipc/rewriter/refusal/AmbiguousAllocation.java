package io.dipc.rewriter.refusal;

/**
 * The configuration names an allocation, and more than one may be meant.
 *
 * @param place the allocation, as configured
 * @param found what leaves it open
 */
public record AmbiguousAllocation(String place, String found) implements Refusal {
    @Override
    public String reason() {
        return found;
    }

    @Override
    public String remedy() {
        return "assign the object to a field or an annotated variable, or compile the class with line numbers";
    }
}
