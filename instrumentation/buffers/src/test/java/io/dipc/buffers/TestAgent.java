package io.dipc.buffers;

import java.lang.instrument.Instrumentation;

/** Gives child JVMs what an agent has. */
public final class TestAgent {
    private static Instrumentation instrumentation;

    private TestAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        TestAgent.instrumentation = instrumentation;
    }

    static Instrumentation instrumentation() {
        return instrumentation;
    }
}
