package io.dipc.buffers.hooks;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites {@code jdk.internal.misc.ScopedMemoryAccess}: each of its public methods that accesses memory begins with
 * "if the session is ours, return what the same method of our classes does". The methods that it calls itself stay as
 * they are: the JVM knows them by their frames when it ends a session.
 */
final class ScopedAccessHooks {
    static final String TARGET = "jdk/internal/misc/ScopedMemoryAccess";

    private ScopedAccessHooks() {}

    /** The class of the accesses with checks, for the accessors of a class file of {@link #TARGET}. */
    static byte[] access(byte[] original) {
        AccessGenerator generator = new AccessGenerator();
        new ClassReader(original)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                Accessor accessor = Accessor.of(access, name, descriptor);
                                if (accessor != null) {
                                    generator.add(accessor);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return generator.toByteArray();
    }

    /** The class file with the hooks. */
    static byte[] hook(byte[] original) {
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        Accessor accessor = Accessor.of(access, name, descriptor);
                        if (accessor != null) {
                            return new Hook(next, descriptor, 1, AccessGenerator.CLASS, name);
                        }
                        return next;
                    }
                },
                0);
        return writer.toByteArray();
    }
}
