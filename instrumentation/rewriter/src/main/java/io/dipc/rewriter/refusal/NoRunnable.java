package io.dipc.rewriter.refusal;

/**
 * The configuration names a class as one of threads that can be the body of none.
 *
 * @param place the class
 */
public record NoRunnable(String place) implements Refusal {
    @Override
    public String reason() {
        return "it is named under threads, and is no class that implements Runnable";
    }

    @Override
    public String remedy() {
        return "name the class whose run method the threads run, or remove the entry";
    }
}
