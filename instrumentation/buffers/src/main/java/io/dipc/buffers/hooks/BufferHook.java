package io.dipc.buffers.hooks;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites {@code java.nio.Buffer}: the method that gives a buffer's session (17: scope) to every access begins with "if
 * the segment is ours, return our session". Without that accesses come to us, too, but compiled code has a virtual call of
 * the segment in each loop over any buffer as soon as one of ours has been accessed, and can optimise none of them.
 */
final class BufferHook {
    static final String TARGET = "java/nio/Buffer";

    private static final Set<String> NAMES = Set.of("session", "scope");
    private static final String FIELD = "segment";

    private BufferHook() {}

    /** The class file with the hook. */
    static byte[] hook(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Rewriter(writer), 0);
        return writer.toByteArray();
    }

    private static final class Rewriter extends ClassVisitor {
        /** Of the field; fields come before methods. */
        private String type;

        Rewriter(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if (name.equals(FIELD)) {
                type = descriptor;
            }
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            Type returned = Type.getReturnType(descriptor);
            return NAMES.contains(name) && descriptor.startsWith("()L") && type != null
                    ? new Check(next, type, returned.getInternalName())
                    : next;
        }
    }

    private static final class Check extends MethodVisitor {
        private final String field;
        private final String returned;

        Check(MethodVisitor next, String field, String returned) {
            super(Opcodes.ASM9, next);
            this.field = field;
            this.returned = returned;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label original = new Label();
            visitVarInsn(Opcodes.ALOAD, 0);
            visitFieldInsn(Opcodes.GETFIELD, TARGET, FIELD, field);
            visitFieldInsn(Opcodes.GETSTATIC, AccessGenerator.CLASS, AccessGenerator.SEGMENT, "Ljava/lang/Object;");
            visitJumpInsn(Opcodes.IF_ACMPNE, original);
            visitFieldInsn(Opcodes.GETSTATIC, AccessGenerator.CLASS, AccessGenerator.SESSION, "Ljava/lang/Object;");
            visitTypeInsn(Opcodes.CHECKCAST, returned);
            visitInsn(Opcodes.ARETURN);
            visitLabel(original);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
    }
}
