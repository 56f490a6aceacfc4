package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.NotDistributableException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Classes whose threads run elsewhere. */
class DistributedThreadsTest {
    private static final String IMPORTS = "package com.acme; import io.dipc.*; ";

    @Test
    void anAnnotatedRunnableSaysSoWhenItIsInitialised() throws Throwable {
        Sample sample = Sample.of(IMPORTS + "@Distributed class Worker implements Runnable {"
                + " static final int X = Integer.parseInt(\"3\");"
                + " static int make() { new Worker().run(); return X; }"
                + " public void run() {} }");
        sample.loadClass("com.acme.Worker");
        assertThat(sample.threads.distributed).isEmpty();
        assertThat(sample.call("com.acme.Worker", "make")).isEqualTo(3);
        assertThat(sample.threads.distributed).containsExactly("com.acme.Worker AT_MOST_ONCE");
        // only a thread asks
        assertThat(sample.threads.asked).isEmpty();
    }

    @Test
    void anAnnotatedThreadAsksBeforeItRuns() throws Throwable {
        Sample sample = Sample.of(IMPORTS + "@Distributed class Worker extends Thread {"
                + " static int ran; static int go() { new Worker().run(); return ran; }"
                + " @Override public void run() { for (int i = 0; i < 3; i++) { ran++; } } }");
        assertThat(sample.call("com.acme.Worker", "go")).isEqualTo(0);
        assertThat(sample.threads.asked).hasSize(1);
    }

    @Test
    void soDoesOneThatInheritsItsBody() throws Throwable {
        Sample sample = Sample.of(
                IMPORTS + "@Distributed class Worker extends Base {"
                        + " static int go() { new Worker().run(); return ran; } }",
                IMPORTS + "class Base extends Thread { static int ran; @Override public void run() { ran++; } }");
        assertThat(sample.call("com.acme.Worker", "go")).isEqualTo(0);
        assertThat(sample.threads.asked).hasSize(1);
        // its superclass is another class
        assertThat(sample.threads.distributed).containsExactly("com.acme.Worker AT_MOST_ONCE");
    }

    @Test
    void aClassCanBeConfigured() throws Throwable {
        Sample sample = new Sample(
                Compiler.JAVAC.compile(
                        IMPORTS + "class Worker implements Runnable {" + " static void go() {} public void run() {} }"),
                new RewriterConfig(Map.of(), Map.of(), Map.of(), Set.of("com.acme.Worker"), true));
        sample.call("com.acme.Worker", "go");
        assertThat(sample.threads.distributed).containsExactly("com.acme.Worker AT_MOST_ONCE");
        assertThat(sample.rewriter.unseenClasses()).isEmpty();
    }

    @Test
    void howItIsExecutedCanBeConfiguredToo() throws Throwable {
        for (String annotation : new String[] {"", "@Distributed(execution = Execution.MAYBE) "}) {
            Sample sample = new Sample(
                    Compiler.JAVAC.compile(IMPORTS + annotation
                            + "class Worker implements Runnable { static void go() {} public void run() {} }"),
                    new RewriterConfig(
                            Map.of(),
                            Map.of(),
                            Map.of("com.acme.Worker/execution", "AT_LEAST_ONCE"),
                            Set.of("com.acme.Worker"),
                            true));
            sample.call("com.acme.Worker", "go");
            assertThat(sample.threads.distributed).containsExactly("com.acme.Worker AT_LEAST_ONCE");
        }
    }

    @Test
    void whatIsNoRunnableIsRefused() {
        Sample annotated = Sample.of(IMPORTS + "@Distributed class App { static void run() {} }");
        assertThatThrownBy(() -> annotated.call("com.acme.App", "run"))
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("class com.acme.App")
                .hasMessageContaining("no Runnable");
        Sample configured = new Sample(
                Compiler.JAVAC.compile(IMPORTS + "class App { static void run() {} }"),
                new RewriterConfig(Map.of(), Map.of(), Map.of(), Set.of("com.acme.App"), true));
        assertThatThrownBy(() -> configured.call("com.acme.App", "run"))
                .isInstanceOf(ExceptionInInitializerError.class)
                .cause()
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("under threads");
    }
}
