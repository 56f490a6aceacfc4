package io.dipc.agent.packaging;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes Netty ask for {@code inst.io.netty.…} where it asked for {@code io.netty.…}: those properties are for a Netty of
 * the application's. All its classes ask through one method, whose {@code System.getProperty(key)} becomes {@code
 * System.getProperty(key.replace("io.netty.", "inst.io.netty."))}.
 */
final class NettyProperties {

    /** The class file to patch. */
    static final String CLASS = "io/netty/util/internal/SystemPropertyUtil.class";

    private static final String PREFIX = "io.netty.";

    private NettyProperties() {}

    /**
     * @throws IllegalStateException if it does not look as expected
     */
    static byte[] patch(byte[] content) {
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(reader, 0);
        int[] patched = new int[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        return new Asking(
                                super.visitMethod(access, method, descriptor, signature, exceptions), patched);
                    }
                },
                0);
        if (patched[0] != 1) {
            throw new IllegalStateException(CLASS + ": " + patched[0]
                    + " places patched (expected: 1; look how this version of Netty asks for system properties)");
        }
        return writer.toByteArray();
    }

    private static final class Asking extends MethodVisitor {
        private final int[] patched;

        Asking(MethodVisitor next, int[] patched) {
            super(Opcodes.ASM9, next);
            this.patched = patched;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (owner.equals("java/lang/System") && descriptor.equals("(Ljava/lang/String;)Ljava/lang/String;")) {
                super.visitLdcInsn(PREFIX);
                super.visitLdcInsn("inst." + PREFIX);
                super.visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL,
                        "java/lang/String",
                        "replace",
                        "(Ljava/lang/CharSequence;Ljava/lang/CharSequence;)Ljava/lang/String;",
                        false);
                patched[0]++;
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }
}
