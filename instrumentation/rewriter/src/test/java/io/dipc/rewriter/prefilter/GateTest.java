package io.dipc.rewriter.prefilter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

class GateTest {
    private static final byte[] REWRITTEN = {1, 2, 3};

    private final List<Throwable> failures = new ArrayList<>();
    private final ClassLoader loader = new ClassLoader() {};

    private static byte[] matters() {
        return classFile("com/acme/App");
    }

    private static byte[] classFile(String configured) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, configured, null, "java/lang/Object", null);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private Gate gate(Callable<ClassFileTransformer> rewriter) {
        return new Gate(
                new PreFilter("com.acme.App"),
                () -> {
                    try {
                        return rewriter.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                failures::add);
    }

    private static ClassFileTransformer rewriter() {
        return new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    Module module,
                    ClassLoader loader,
                    String className,
                    Class<?> classBeingRedefined,
                    ProtectionDomain protectionDomain,
                    byte[] classFile) {
                return REWRITTEN;
            }
        };
    }

    private byte[] load(Gate gate, byte[] classFile) {
        return gate.transform(loader.getUnnamedModule(), loader, "com/acme/App", null, null, classFile);
    }

    @Test
    void theRewriterIsStartedOnceAtTheFirstClassThatMatters() {
        AtomicInteger starts = new AtomicInteger();
        Gate gate = gate(() -> {
            starts.incrementAndGet();
            return rewriter();
        });

        assertThat(load(gate, classFile("com/acme/Other"))).isNull();
        assertThat(starts).hasValue(0);
        assertThat(load(gate, matters())).isEqualTo(REWRITTEN);
        assertThat(load(gate, matters())).isEqualTo(REWRITTEN);
        assertThat(starts).hasValue(1);
    }

    @Test
    void classesOfTheJdkAndOfTheAgentAreSkipped() {
        Gate gate = gate(GateTest::rewriter);

        assertThat(gate.transform(Object.class.getModule(), null, "java/lang/X", null, null, matters()))
                .isNull();
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        assertThat(gate.transform(java.sql.Driver.class.getModule(), platform, "java/sql/X", null, null, matters()))
                .isNull();
        assertThat(gate.transform(
                        loader.getUnnamedModule(), loader, "io/dipc/rewriter/prefilter/X", null, null, matters()))
                .isNull();
        // What -Xbootclasspath/a adds belongs to the application.
        assertThat(gate.transform(platform.getUnnamedModule(), null, "com/acme/App", null, null, matters()))
                .isEqualTo(REWRITTEN);
    }

    @Test
    void whenTheRewriterCannotStartTheJvmRefusesTheClass() {
        Gate gate = gate(() -> {
            throw new IOException("no space");
        });

        for (int i = 0; i < 2; i++) {
            byte[] answer = load(gate, matters());
            assertThat(answer).isNotEmpty();
            assertThat(
                            new ClassLoader() {
                                ClassFormatError define() {
                                    try {
                                        throw new AssertionError(defineClass(null, answer, 0, answer.length));
                                    } catch (ClassFormatError e) {
                                        return e;
                                    }
                                }
                            }.define())
                    .isNotNull();
        }
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasRootCauseMessage("no space");
        assertThat(load(gate, classFile("com/acme/Other"))).isNull();
    }

    @Test
    void whenTheRewriterThrowsTheJvmRefusesTheClass() {
        Gate gate = gate(() -> new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    Module module,
                    ClassLoader loader,
                    String className,
                    Class<?> classBeingRedefined,
                    ProtectionDomain protectionDomain,
                    byte[] classFile) {
                throw new StackOverflowError();
            }
        });

        assertThat(load(gate, matters())).isNotEmpty();
        assertThat(failures).hasOnlyElementsOfType(StackOverflowError.class).hasSize(1);
    }

    @Test
    void threadsThatMeetTheFirstClassTogetherWaitForOneStart() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(4);
        Gate gate = gate(() -> {
            starts.incrementAndGet();
            together.await();
            return rewriter();
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<byte[]>> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> {
                    together.countDown();
                    return load(gate, matters());
                }));
            }
            for (Future<byte[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(REWRITTEN);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(starts).hasValue(1);
    }

    /** What these classes load, every program pays for. */
    @ParameterizedTest
    @ValueSource(classes = {Gate.class, PreFilter.class, SupportedTypes.class, ReflectiveStores.class})
    void usesNothingButJavaBaseAndNoInvokedynamic(Class<?> type) throws IOException {
        ConcurrentLinkedQueue<String> foreign = new ConcurrentLinkedQueue<>();
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            ClassVisitor noDynamic = new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
                @Override
                public MethodVisitor visitMethod(int a, String name, String d, String s, String[] e) {
                    return new MethodVisitor(Opcodes.ASM9, super.visitMethod(a, name, d, s, e)) {
                        @Override
                        public void visitInvokeDynamicInsn(String n, String d, Handle h, Object... arguments) {
                            foreign.add("invokedynamic in " + name);
                        }
                    };
                }
            };
            new ClassReader(in)
                    .accept(
                            new ClassRemapper(noDynamic, new Remapper(Opcodes.ASM9) {
                                @Override
                                public String map(String name) {
                                    if (!name.startsWith("java/lang/")
                                            && !name.startsWith("java/util/")
                                            && !name.startsWith("java/io/")
                                            && !name.startsWith("java/nio/charset/")
                                            && !name.startsWith("java/security/")
                                            && !name.startsWith("io/dipc/rewriter/prefilter/")) {
                                        foreign.add(name);
                                    }
                                    return name;
                                }
                            }),
                            0);
        }
        assertThat(foreign).isEmpty();
    }
}
