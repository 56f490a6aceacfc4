package io.dipc.agent.packaging;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
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
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(reader, 0);
        int[] patched = new int[1];
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, method, descriptor, signature, exceptions);
                        if (name.equals(FACTORY)) {
                            return new DaemonFactory(next, patched);
                        }
                        return method.equals("<init>") ? new DaemonConstructor(next, patched) : next;
                    }
                },
                0);
        int expected = name.equals(FACTORY) ? 2 : 4;
        if (patched[0] != expected) {
            throw new IllegalStateException(name + ": " + patched[0] + " places patched (expected: " + expected
                    + "; look how this version of Hazelcast makes its threads)");
        }
        return writer.toByteArray();
    }

    private static final class DaemonFactory extends MethodVisitor {
        private final int[] patched;

        DaemonFactory(MethodVisitor next, int[] patched) {
            super(Opcodes.ASM9, next);
            this.patched = patched;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("isDaemon") && descriptor.equals("()Z")) {
                super.visitInsn(Opcodes.POP);
                super.visitInsn(Opcodes.ICONST_1);
                patched[0]++;
                return;
            }
            if (name.equals("setDaemon") && descriptor.equals("(Z)V")) {
                super.visitInsn(Opcodes.POP);
                super.visitInsn(Opcodes.ICONST_1);
                patched[0]++;
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static final class DaemonConstructor extends MethodVisitor {
        private final int[] patched;

        DaemonConstructor(MethodVisitor next, int[] patched) {
            super(Opcodes.ASM9, next);
            this.patched = patched;
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN) {
                super.visitVarInsn(Opcodes.ALOAD, 0);
                super.visitInsn(Opcodes.ICONST_1);
                super.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Thread", "setDaemon", "(Z)V", false);
                patched[0]++;
            }
            super.visitInsn(opcode);
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(Math.max(maxStack, 2), maxLocals);
        }
    }
}
