package io.dipc.buffers.hooks;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Begins an instance method with: if one of some parameters is the session of our buffers, return what another method
 * does. That one is static, and is given the other parameters; the sessions, too, if there is more than one.
 * Its parameters that are objects are just that.
 */
final class Hook extends MethodVisitor {
    private final Type[] parameters;
    private final Type returned;
    private final int sessions;
    private final String owner;
    private final String name;

    /**
     * @param sessions how many of the first parameters are sessions, 1 or 2
     * @param owner the class of the method that is called
     * @param name the name of the method that is called
     */
    Hook(MethodVisitor next, String descriptor, int sessions, String owner, String name) {
        super(Opcodes.ASM9, next);
        this.parameters = Type.getArgumentTypes(descriptor);
        this.returned = Type.getReturnType(descriptor);
        this.sessions = sessions;
        this.owner = owner;
        this.name = name;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        Label ours = new Label();
        Label original = new Label();
        for (int i = 1; i <= sessions; i++) {
            loadSession(i);
            visitJumpInsn(i < sessions ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, i < sessions ? ours : original);
        }
        if (sessions > 1) {
            visitLabel(ours);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }
        StringBuilder descriptor = new StringBuilder("(");
        int local = 1;
        for (int i = 0; i < parameters.length; i++) {
            Type type = parameters[i];
            if (i >= sessions || sessions > 1) {
                visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
                descriptor.append(type.getSort() == Type.OBJECT ? "Ljava/lang/Object;" : type.getDescriptor());
            }
            local += type.getSize();
        }
        descriptor.append(')').append(returned.getDescriptor());
        visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor.toString(), false);
        visitInsn(returned.getOpcode(Opcodes.IRETURN));
        visitLabel(original);
        visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }

    private void loadSession(int local) {
        visitVarInsn(Opcodes.ALOAD, local);
        visitFieldInsn(Opcodes.GETSTATIC, AccessGenerator.CLASS, AccessGenerator.SESSION, "Ljava/lang/Object;");
    }
}
