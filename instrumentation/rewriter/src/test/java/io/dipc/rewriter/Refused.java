package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.refusal.Refusal;

/** What an application meets that asks for what cannot be done. */
final class Refused {
    static final String IMPORTS = """
            package com.acme;
            import io.dipc.*;
            import java.lang.invoke.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.atomic.*;
            """;

    private Refused() {}

    static void assertRefused(Throwable thrown, Refusal expected) {
        Throwable refusal = thrown instanceof ExceptionInInitializerError ? thrown.getCause() : thrown;
        assertThat(refusal).isInstanceOf(NotDistributableException.class).hasMessage(expected.message());
        assertThat(expected.message()).doesNotContain("\n").contains(expected.place(), expected.reason(), "; ");
    }

    static Throwable failure(Sample sample) {
        return catchThrowable(() -> sample.call("com.acme.App", "run"));
    }

    static Sample app(String members) {
        return Sample.of(IMPORTS + "class App {\n" + members + "\n}\n");
    }

    static RewriterConfig open(RewriterConfig config) {
        return new RewriterConfig(config.fields(), config.allocations(), config.policies(), config.threads(), false);
    }
}
