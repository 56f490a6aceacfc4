package io.dipc.buffers.hooks;

import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Rewrites {@code jdk.internal.misc.ScopedMemoryAccess}: each of its public methods that accesses memory begins with
 * "if the session is ours, return what the same method of our classes does". The methods that it calls itself stay as
 * they are: the JVM knows them by their frames when it ends a session.
 */
final class ScopedAccessHooks {
    static final String TARGET = "jdk/internal/misc/ScopedMemoryAccess";

    private static final String BULK = BaseClasses.target("Bulk");
    private static final Pattern VECTORS = Pattern.compile("(loadFrom|storeInto)(ByteBuffer|MemorySegment)(Masked)?");

    private static final Set<String> SOURCES =
            Set.of("java/nio/ByteBuffer", "jdk/internal/foreign/AbstractMemorySegmentImpl");

    private ScopedAccessHooks() {}

    /**
     * The class of the accesses with checks, for the accessors of a class file of {@link #TARGET}.
     *
     * @param exits see {@link AccessGenerator}
     */
    static byte[] access(byte[] original, boolean exits) {
        AccessGenerator generator = new AccessGenerator(exits);
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
                        if ((access & Opcodes.ACC_PUBLIC) == 0) {
                            return next;
                        }
                        if ((access & Opcodes.ACC_STATIC) != 0) {
                            return VECTORS.matcher(name).matches() ? new VectorCheck(next, descriptor) : next;
                        }
                        return switch (name) {
                            case "copyMemory", "copySwapMemory", "vectorizedMismatch" ->
                                new Hook(next, descriptor, 2, BULK, name);
                            case "setMemory" -> new Hook(next, descriptor, 1, BULK, name);
                            case "force", "load", "isLoaded", "unload" ->
                                new Hook(next, descriptor, 1, BaseClasses.target("Mapped"), name);
                            default -> next;
                        };
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Begins a method that loads or stores vectors with a check of the buffer or segment that it has as a parameter. */
    private static final class VectorCheck extends MethodVisitor {
        private final Type[] parameters;

        VectorCheck(MethodVisitor next, String descriptor) {
            super(Opcodes.ASM9, next);
            parameters = Type.getArgumentTypes(descriptor);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            int local = 0;
            for (Type parameter : parameters) {
                if (SOURCES.contains(parameter.getInternalName())) {
                    visitVarInsn(Opcodes.ALOAD, local);
                    visitMethodInsn(Opcodes.INVOKESTATIC, BULK, "checkVectors", "(Ljava/lang/Object;)V", false);
                }
                local += parameter.getSize();
            }
        }
    }
}
