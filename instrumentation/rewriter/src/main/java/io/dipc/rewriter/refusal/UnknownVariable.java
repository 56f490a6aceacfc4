package io.dipc.rewriter.refusal;

/**
 * The class file does not say enough about a local variable.
 *
 * @param place the variable
 * @param found what is missing
 */
public record UnknownVariable(String place, String found) implements Refusal {
    @Override
    public String reason() {
        return found;
    }

    @Override
    public String remedy() {
        return "give it a key, use it in the method, or compile the class with -g";
    }
}
