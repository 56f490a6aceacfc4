package io.dipc.agent.packaging;

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
        return ClassPatch.apply(
                CLASS,
                content,
                1,
                "look how this version of Netty asks for system properties",
                (method, next, patch) -> new Asking(next, patch));
    }

    private static final class Asking extends MethodVisitor {
        private final ClassPatch patch;

        Asking(MethodVisitor next, ClassPatch patch) {
            super(Opcodes.ASM9, next);
            this.patch = patch;
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
                patch.changed();
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }
}
