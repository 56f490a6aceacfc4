package io.dipc.rewriter.prefilter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class PreFilterTest {
    private static final String QUEUE = "Ljava/util/Queue;";

    private final PreFilter filter = new PreFilter("com.acme.App", "com.acme.Outer$Inner");

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            return in.readAllBytes();
        }
    }

    private static ClassWriter writer(String name) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        return writer;
    }

    private static byte[] accessing(String name, String owner, boolean declaring) {
        ClassWriter writer = writer(name);
        // Longs and doubles take two entries of the constant pool.
        writer.newConst(7L);
        writer.newConst(7.0);
        if (declaring) {
            writer.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "other", "I", null, 5)
                    .visitEnd();
            writer.visitField(Opcodes.ACC_STATIC, "jobs", QUEUE, "Ljava/util/Queue<TT;>;", null)
                    .visitEnd();
        }
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitFieldInsn(Opcodes.PUTSTATIC, owner, "jobs", QUEUE);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void ordinaryClassesDoNotMatter() throws IOException {
        for (Class<?> type : new Class<?>[] {String.class, java.util.ArrayList.class, Random.class}) {
            assertThat(filter.reasons(bytes(type)) & ~PreFilter.REFLECTION)
                    .as(type.getName())
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[Ljava/util/concurrent/Semaphore;, true",
        "[[Ljava/util/Queue;, true",
        "(I[Ljava/util/Queue;J)V, true",
        "([Ljava/lang/String;)[Ljava/util/concurrent/BlockingQueue;, true",
        "(Ljava/util/Queue;[I)V, false",
        "([Ljava/lang/Object;Ljava/util/Queue;)V, false",
        "[Ljava/util/Queue, false",
        "[Ljava/nio/ByteBuffer;, false",
        "(Ljava/nio/MappedByteBuffer;[Ljava/nio/MappedByteBuffer;)V, false",
        "[, false",
        "(, false",
    })
    void arraysOfSupportedTypesMatter(String constant, boolean matters) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "com/acme/Unknown", null, "java/lang/Object", null);
        writer.newUTF8(constant);
        writer.visitEnd();
        assertThat(filter.reasons(writer.toByteArray())).isEqualTo(matters ? PreFilter.ARRAY : 0);
    }

    @Test
    void storesIntoOwnFieldsDoNotMatter() {
        assertThat(filter.reasons(accessing("com/acme/Other", "com/acme/Other", true)))
                .isZero();
    }

    @Test
    void fieldsOfOthersAndInheritedOnesMatter() {
        assertThat(filter.reasons(accessing("com/acme/Other", "com/acme/Another", true)))
                .isEqualTo(PreFilter.FOREIGN_FIELD);
        assertThat(filter.reasons(accessing("com/acme/Other", "com/acme/Other", false)))
                .isEqualTo(PreFilter.FOREIGN_FIELD);
    }

    @Test
    void configuredClassesMatterAndWhoRefersToThem() {
        assertThat(filter.reasons(accessing("com/acme/App", "com/acme/App", true)))
                .isEqualTo(PreFilter.CONFIGURED);
        assertThat(filter.reasons(accessing("com/acme/Other", "com/acme/Outer$Inner", true)))
                .isEqualTo(PreFilter.CONFIGURED | PreFilter.FOREIGN_FIELD);
        assertThat(new PreFilter().reasons(accessing("com/acme/App", "com/acme/App", true)))
                .isZero();
    }

    @Test
    void annotatedClassesMatter() {
        ClassWriter writer = writer("com/acme/Other");
        writer.visitField(0, "f", "I", null, null)
                .visitAnnotation("Lio/dipc/Distributed;", true)
                .visitEnd();
        writer.visitEnd();

        assertThat(filter.reasons(writer.toByteArray())).isEqualTo(PreFilter.ANNOTATED);
    }

    @Test
    void callsThatAreRedirectedOrCheckedMatter() throws IOException {
        assertThat(filter.reasons(calling("java/util/concurrent/Semaphore", "hasQueuedThreads", "()Z")))
                .isEqualTo(PreFilter.SEMAPHORE);
        assertThat(filter.reasons(calling("java/util/concurrent/Semaphore", "acquire", "()V")))
                .isZero();
        assertThat(filter.reasons(calling("java/lang/reflect/Field", "set", "(Ljava/lang/Object;Ljava/lang/Object;)V")))
                .isEqualTo(PreFilter.REFLECTION);
        for (String name : ReflectiveStores.lookupMethods()) {
            assertThat(filter.reasons(calling("java/lang/invoke/MethodHandles$Lookup", name, "()V")))
                    .isEqualTo(PreFilter.REFLECTION);
        }
        assertThat(filter.reasons(
                        calling("java/util/concurrent/atomic/AtomicReferenceFieldUpdater", "newUpdater", "()V")))
                .isEqualTo(PreFilter.REFLECTION);
        assertThat(filter.reasons(bytes(Semaphore.class)) & PreFilter.SEMAPHORE).isNotZero();
    }

    private static byte[] calling(String owner, String name, String descriptor) {
        ClassWriter writer = writer("com/acme/Other");
        MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(1, 0);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    @Test
    void whatIsNoClassFileIsUnreadableNeverAnException() throws IOException {
        byte[] whole = bytes(PreFilter.class);
        Random random = new Random(5);
        for (int length = 0; length < whole.length; length += 7) {
            filter.reasons(Arrays.copyOf(whole, length));
            byte[] damaged = whole.clone();
            random.nextBytes(damaged);
            System.arraycopy(whole, 0, damaged, 0, length);
            filter.reasons(damaged);
        }
        assertThat(filter.reasons(new byte[0])).isEqualTo(PreFilter.UNREADABLE);
        assertThat(filter.reasons(Arrays.copyOf(whole, 50))).isEqualTo(PreFilter.UNREADABLE);
    }
}
