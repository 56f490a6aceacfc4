package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the JVM sees of rewriting. */
class TransformTest {
    @Test
    void rewritingLoadsNoClassOfTheApplication() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class MyQueue extends LinkedBlockingQueue<String> {}
                    static class Other extends ArrayBlockingQueue<String> { Other() { super(1); } }
                    @Distributed("jobs") static BlockingQueue<String> jobs;
                    static void run(boolean mine) {
                        BlockingQueue<String> queue = mine ? new MyQueue() : new Other();
                        for (int i = 0; i < 3; i++) {
                            jobs = i == 1 ? queue : mine ? new Other() : new MyQueue();
                        }
                    }
                }
                """);
        Sample sample = new Sample(classes, RewriterConfig.annotationsOnly());
        ClassLoader loader = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                throw new AssertionError(name);
            }

            @Override
            public Class<?> loadClass(String name) {
                throw new AssertionError(name);
            }
        };

        byte[] rewritten =
                sample.rewriter.transform(null, loader, "com/acme/App", null, null, classes.get("com.acme.App"));

        assertThat(rewritten).isNotNull();
        assertThat(sample.errors).isEmpty();
    }

    @Test
    void rewritingTwiceGivesTheSameBytes() {
        Map<String, byte[]> classes = Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("jobs") static BlockingQueue<String> jobs = new LinkedBlockingQueue<>();
                    @Distributed("permits") Semaphore permits = new Semaphore(1);
                }
                """);
        Sample first = new Sample(classes, RewriterConfig.annotationsOnly());
        Sample second = new Sample(classes, RewriterConfig.annotationsOnly());
        byte[] bytes = classes.get("com.acme.App");

        byte[] once = first.rewriter.transform(null, first, "com/acme/App", null, null, bytes);
        byte[] again = first.rewriter.transform(null, first, "com/acme/App", Object.class, null, bytes);
        byte[] elsewhere = first.rewriter.transform(null, second, "com/acme/App", null, null, bytes);

        assertThat(again).isEqualTo(once);
        assertThat(elsewhere).isEqualTo(once);
        assertThat(first.errors).isEmpty();
    }
}
