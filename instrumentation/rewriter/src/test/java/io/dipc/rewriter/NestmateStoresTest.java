package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Stores by other classes than the one that declares the field. */
class NestmateStoresTest {
    @Test
    void inheritedFieldsBelongToTheClassThatDeclaresThem() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class Base { @Distributed("inherited") Semaphore s; }
                    static class Sub extends Base {
                        Sub() { s = new Semaphore(1); }
                    }
                    static Object run() { return new Sub().s; }
                }
                """);

        Object stored = sample.call("com.acme.App", "run");

        assertThat(Sample.isProxy(stored)).isTrue();
        assertThat(sample.binds).hasSize(1);
        assertThat(sample.binds.get(0).place().declaringClass().getName()).isEqualTo("com.acme.App$Base");
        assertThat(sample.binds.get(0).place().description()).isEqualTo("field com.acme.App$Base.s");
    }

    @Test
    void nestsOfClassFilesOlderThanNests() throws Throwable {
        Sample sample = Sample.of(new Compiler("javac", null, List.of("--release", "8", "-Xlint:-options")), """
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    @Distributed("private") private Semaphore s;
                    @Distributed("open") Semaphore open;
                    class Inner {
                        void store() {
                            s = new Semaphore(1);
                            new Object() { void store() { open = new Semaphore(1); } }.store();
                        }
                    }
                    static Object[] run() {
                        App app = new App();
                        app.new Inner().store();
                        return new Object[] {app.s, app.open};
                    }
                }
                """);

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(stored).allMatch(Sample::isProxy);
        assertThat(sample.binds).hasSize(2);
    }

    @Test
    void nestmatesAreFoundThoughTheLoaderGivesNoResources() throws Throwable {
        Sample sample = Sample.of("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static class Nested {
                        static void store(App app) {
                            app.s = new Semaphore(1);
                            app.plain = new Semaphore(1);
                        }
                    }
                    @Distributed("nested") Semaphore s;
                    Semaphore plain;
                    static Object[] run() {
                        App app = new App();
                        Nested.store(app);
                        return new Object[] {app.s, app.plain};
                    }
                }
                """).withoutResources();
        sample.loadClass("com.acme.App$Nested");

        Object[] stored = (Object[]) sample.call("com.acme.App", "run");

        assertThat(stored).extracting(Sample::isProxy).containsExactly(true, false);
        assertThat(sample.whats()).containsExactly("field com.acme.App.s key=nested");
    }
}
