package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.rewriter.classfile.Policies;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Fields that the configuration names. */
class ConfiguredFieldsTest {
    @Test
    void configuredFieldsNeedNoAnnotationAndGoBeforeOne() throws Throwable {
        RewriterConfig config = new RewriterConfig(
                Map.of("com.acme.App.plain", "configured", "com.acme.App.annotated", "other"),
                Map.of(),
                Map.of(
                        "com.acme.App.plain/onCrash",
                        "KEEP",
                        "com.acme.App.annotated/delivery",
                        "AT_LEAST_ONCE",
                        "com.acme.App.annotated/execution",
                        "EXACTLY_ONCE"),
                Set.of(),
                true);
        Sample sample = new Sample(Compiler.JAVAC.compile("""
                package com.acme;
                import io.dipc.*;
                import java.util.concurrent.*;
                class App {
                    static Semaphore plain = new Semaphore(1);
                    @Distributed(value = "annotation", onCrash = OnCrash.RELEASE) static Semaphore annotated = new Semaphore(1);
                    static Object run() { return plain; }
                }
                """), config);

        assertThat(Sample.isProxy(sample.call("com.acme.App", "run"))).isTrue();
        assertThat(sample.whats())
                .containsExactly("field com.acme.App.plain key=configured", "field com.acme.App.annotated key=other");
        assertThat(sample.binds)
                .extracting(bind -> bind.place().policies())
                .containsExactly(
                        new Policies("KEEP", "AT_MOST_ONCE", "AT_MOST_ONCE", ""),
                        new Policies("RELEASE", "AT_LEAST_ONCE", "EXACTLY_ONCE", ""));
    }

    @Test
    void configuredFieldsOfAClassFileWithoutClassConstants() throws Throwable {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_4, Opcodes.ACC_PUBLIC, "com/acme/Old", null, "java/lang/Object", null);
        String type = "Ljava/util/concurrent/Semaphore;";
        writer.visitField(Opcodes.ACC_STATIC, "s", type, null, null).visitEnd();
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()Ljava/lang/Object;", null, null);
        run.visitCode();
        run.visitTypeInsn(Opcodes.NEW, "java/util/concurrent/Semaphore");
        run.visitInsn(Opcodes.DUP);
        run.visitInsn(Opcodes.ICONST_1);
        run.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/util/concurrent/Semaphore", "<init>", "(I)V", false);
        run.visitFieldInsn(Opcodes.PUTSTATIC, "com/acme/Old", "s", type);
        run.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/Old", "s", type);
        run.visitInsn(Opcodes.ARETURN);
        run.visitMaxs(3, 0);
        run.visitEnd();
        writer.visitEnd();

        Sample sample = new Sample(
                Map.of("com.acme.Old", writer.toByteArray()),
                new RewriterConfig(Map.of("com.acme.Old.s", "old"), Map.of(), Map.of(), Set.of(), true));

        assertThat(Sample.isProxy(sample.call("com.acme.Old", "run"))).isTrue();
    }
}
