package io.dipc.rewriter.refusal;

/**
 * The key is a template that cannot be filled in.
 *
 * @param place the field, variable or allocation
 * @param problem what is wrong with the template
 */
public record BadKeyTemplate(String place, String problem) implements Refusal {
    @Override
    public String reason() {
        return problem;
    }

    @Override
    public String remedy() {
        return "write a key without braces, or name fields of the same object in them";
    }
}
