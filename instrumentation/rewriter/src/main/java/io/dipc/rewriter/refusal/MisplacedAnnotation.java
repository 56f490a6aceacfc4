package io.dipc.rewriter.refusal;

/**
 * The annotation stands on something that is neither a field nor a local variable.
 *
 * @param place the method, field or variable around it
 * @param where what it stands on
 */
public record MisplacedAnnotation(String place, String where) implements Refusal {
    @Override
    public String reason() {
        return "@Distributed stands on " + where;
    }

    @Override
    public String remedy() {
        return "move it to the declaration of a field, of a local variable, or of a class that implements Runnable";
    }
}
