package io.dipc.rewriter.refusal;

/**
 * Two local variables without a key have the same default key: they would be one object.
 *
 * @param place the variable
 * @param key the default key of both
 */
public record AmbiguousVariable(String place, String key) implements Refusal {
    @Override
    public String reason() {
        return "another variable of the class has the same default key \"" + key + "\"";
    }

    @Override
    public String remedy() {
        return "give each of them a key";
    }
}
