package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SemaphoreCallsTest {

    static List<Compiler> compilers() {
        return Compiler.all();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void callsAndMethodReferences(Compiler compiler) throws Throwable {
        Sample sample = Sample.of(compiler, """
                package com.acme;
                import java.util.concurrent.*;
                import java.util.function.*;
                class Caller {
                    static Object[] ask(Semaphore s) {
                        Predicate<Semaphore> threads = Semaphore::hasQueuedThreads;
                        ToIntFunction<Semaphore> length = Semaphore::getQueueLength;
                        BooleanSupplier boundThreads = s::hasQueuedThreads;
                        IntSupplier boundLength = s::getQueueLength;
                        return new Object[] {
                            s.hasQueuedThreads(), s.getQueueLength(), threads.test(s), length.applyAsInt(s),
                            boundThreads.getAsBoolean(), boundLength.getAsInt()};
                    }
                }
                """, """
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("s") static Semaphore s = new Semaphore(0);
                    static class Own extends Semaphore {
                        Own() { super(0); }
                        boolean waiting() { return super.hasQueuedThreads(); }
                    }
                    static Object[] run() throws Exception {
                        Semaphore plain = new Semaphore(0);
                        Semaphore own = new Own();
                        Thread[] waiting = {new Thread(plain::acquireUninterruptibly), new Thread(own::acquireUninterruptibly)};
                        for (Thread t : waiting) { t.setDaemon(true); t.start(); }
                        while (!plain.hasQueuedThreads() || !((Own) own).waiting()) { Thread.onSpinWait(); }
                        Object[] all = {Caller.ask(s), Caller.ask(plain), Caller.ask(own), Caller.ask(new Semaphore(1))};
                        plain.release();
                        own.release();
                        for (Thread t : waiting) { t.join(); }
                        return all;
                    }
                }
                """);
        // Loaded before the class that distributes a semaphore.
        sample.loadClass("com.acme.Caller");

        Object[] answers = (Object[]) sample.call("com.acme.App", "run");

        assertThat((Object[]) answers[0]).containsExactly(true, 17, true, 17, true, 17);
        assertThat((Object[]) answers[1]).containsExactly(true, 1, true, 1, true, 1);
        assertThat((Object[]) answers[2]).containsExactly(true, 1, true, 1, true, 1);
        assertThat((Object[]) answers[3]).containsExactly(false, 0, false, 0, false, 0);
    }

    @Test
    void nullIsANullPointerException() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import java.util.concurrent.*;
                class App {
                    static Object run() {
                        Semaphore s = null;
                        try {
                            return s.hasQueuedThreads();
                        } catch (NullPointerException e) {
                            return s == null ? "thrown" : "";
                        }
                    }
                }
                """);

        assertThat(sample.call("com.acme.App", "run")).isEqualTo("thrown");
    }
}
