package io.dipc.rewriter.refusal;

/**
 * The configuration names an allocation that the class does not contain.
 *
 * @param place the allocation, as configured
 * @param found what the class contains
 */
public record MissingAllocation(String place, String found) implements Refusal {
    @Override
    public String reason() {
        return found;
    }

    @Override
    public String remedy() {
        return "correct the entry under allocations, or remove it";
    }
}
