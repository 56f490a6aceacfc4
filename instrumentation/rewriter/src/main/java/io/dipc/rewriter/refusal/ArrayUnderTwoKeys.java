package io.dipc.rewriter.refusal;

/**
 * An array whose elements have keys already is stored where they would have others.
 *
 * @param place where it is stored now
 * @param earlier where it was stored before
 */
public record ArrayUnderTwoKeys(String place, String earlier) implements Refusal {
    @Override
    public String reason() {
        return "the array stored in it is that of " + earlier + ", which has another key";
    }

    @Override
    public String remedy() {
        return "give both places the same key, or store another array";
    }
}
