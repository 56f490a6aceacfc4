package io.dipc.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;

/** Loads the hidden part of the agent when the first class that matters is loaded. */
final class RewriterSource implements Supplier<ClassFileTransformer> {

    /** The hidden part's entry. */
    static final String RUNTIME = "io.dipc.agent.wiring.AgentRuntime";

    private final Instrumentation instrumentation;

    RewriterSource(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public ClassFileTransformer get() {
        try {
            return (ClassFileTransformer) Installation.of(instrumentation)
                    .load(RUNTIME)
                    .getMethod("rewriter", Instrumentation.class)
                    .invoke(null, instrumentation);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("dipc.jar cannot start its rewriter", e);
        }
    }
}
