package io.dipc.agent.packaging;

import java.util.Set;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the threads that Hazelcast starts daemons. Its thread factory says {@code if (thread.isDaemon())
 * thread.setDaemon(false)}; patched it says {@code if (true) thread.setDaemon(true)}. The other threads extend a class of
 * Hazelcast's whose constructors then call {@code setDaemon(true)}, whoever creates them.
 */
final class HazelcastThreads {

    private static final String FACTORY = "com/hazelcast/internal/util/executor/AbstractExecutorThreadFactory.class";
    private static final String THREAD = "com/hazelcast/internal/util/executor/HazelcastManagedThread.class";

    /** The class files to patch. */
    static final Set<String> CLASSES = Set.of(FACTORY, THREAD);

    private HazelcastThreads() {}

    /**
     * @param name one of {@link #CLASSES}
     * @throws IllegalStateException if it does not look as expected
     */
    static byte[] patch(String name, byte[] content) {
        return ClassPatch.apply(
                name,
                content,
                name.equals(FACTORY) ? 2 : 4,
                "look how this version of Hazelcast makes its threads",
                (method, next, patch) -> {
                    if (name.equals(FACTORY)) {
                        return new DaemonFactory(next, patch);
                    }
                    return method.equals("<init>") ? new DaemonConstructor(next, patch) : next;
                });
    }

    private static final class DaemonFactory extends MethodVisitor {
        private final ClassPatch patch;

        DaemonFactory(MethodVisitor next, ClassPatch patch) {
            super(Opcodes.ASM9, next);
            this.patch = patch;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("isDaemon") && descriptor.equals("()Z")) {
                super.visitInsn(Opcodes.POP);
                super.visitInsn(Opcodes.ICONST_1);
                patch.changed();
                return;
            }
            if (name.equals("setDaemon") && descriptor.equals("(Z)V")) {
                super.visitInsn(Opcodes.POP);
                super.visitInsn(Opcodes.ICONST_1);
                patch.changed();
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static final class DaemonConstructor extends MethodVisitor {
        private final ClassPatch patch;

        DaemonConstructor(MethodVisitor next, ClassPatch patch) {
            super(Opcodes.ASM9, next);
            this.patch = patch;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.ICONST_1);
                super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "setDaemon", "(Z)V", false);
                patch.changed();
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 2), maxLocals);
        }
    }
}
