package io.dipc.agent.packaging;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Changes a class file of a library in a number of places that is known: in another version it would go unnoticed if not. */
final class ClassPatch {

    /** What is done to methods. */
    interface Methods {

        /**
         * @param next takes the method as it becomes
         * @param patch to be told of each place that was changed
         * @return gets the method as it was
         */
        MethodVisitor visit(String method, MethodVisitor next, ClassPatch patch);
    }

    private int places;

    private ClassPatch() {}

    /**
     * @param name of the class file, for people
     * @param expected how many places are to be changed
     * @param hint what somebody should do who sees another number
     * @throws IllegalStateException if it does not look as expected
     */
    static byte[] apply(String name, byte[] content, int expected, String hint, Methods methods) {
        ClassPatch patch = new ClassPatch();
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String method, String descriptor, String signature, String[] exceptions) {
                        return methods.visit(
                                method, super.visitMethod(access, method, descriptor, signature, exceptions), patch);
                    }
                },
                0);
        if (patch.places != expected) {
            throw new IllegalStateException(
                    name + ": " + patch.places + " places patched (expected: " + expected + "; " + hint + ")");
        }
        return writer.toByteArray();
    }

    /** A place was changed. */
    void changed() {
        places++;
    }
}
