package io.dipc.rewriter.code;

import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The static type of the reference that an instruction consumes, for class files without a table of local variables.
 * Follows the code backwards as far as the last stack map frame; between frames no paths join, so that this is exact.
 */
public final class StackTop {
    private StackTop() {}

    /**
     * @param method the method, read with expanded frames
     * @param consumer an instruction that consumes one reference
     * @return internal name of its type, of an array its descriptor; null if it is not known, or the constant null
     */
    public static String before(MethodNode method, AbstractInsnNode consumer) {
        for (AbstractInsnNode insn = consumer.getPrevious(); insn != null; insn = insn.getPrevious()) {
            if (insn instanceof FrameNode frame) {
                List<Object> stack = frame.stack;
                return stack == null || stack.isEmpty() ? null : name(stack.get(stack.size() - 1));
            }
            if (insn.getOpcode() >= 0) {
                return producedBy(method, insn);
            }
        }
        return null;
    }

    private static String producedBy(MethodNode method, AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call) {
            return call.name.equals("<init>") ? call.owner : name(Type.getReturnType(call.desc));
        }
        if (insn instanceof InvokeDynamicInsnNode call) {
            return name(Type.getReturnType(call.desc));
        }
        if (insn instanceof FieldInsnNode read) {
            return name(Type.getType(read.desc));
        }
        if (insn.getOpcode() == Opcodes.CHECKCAST) {
            return ((TypeInsnNode) insn).desc;
        }
        if (insn.getOpcode() == Opcodes.ANEWARRAY) {
            return "[" + Type.getObjectType(((TypeInsnNode) insn).desc).getDescriptor();
        }
        if (insn instanceof MultiANewArrayInsnNode array) {
            return array.desc;
        }
        if (insn.getOpcode() == Opcodes.DUP) {
            return before(method, insn);
        }
        if (insn.getOpcode() == Opcodes.ALOAD) {
            return variable(method, (VarInsnNode) insn);
        }
        return null;
    }

    private static String variable(MethodNode method, VarInsnNode load) {
        for (AbstractInsnNode insn = load.getPrevious(); insn != null; insn = insn.getPrevious()) {
            if (insn instanceof FrameNode frame) {
                return local(frame, load.var);
            }
            if (insn.getOpcode() == Opcodes.ASTORE && ((VarInsnNode) insn).var == load.var) {
                return before(method, insn);
            }
        }
        int slot = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
        for (Type parameter : Type.getArgumentTypes(method.desc)) {
            if (slot == load.var) {
                return name(parameter);
            }
            slot += parameter.getSize();
        }
        return null;
    }

    /**
     * @param frame an expanded frame
     * @param slot number of a local variable
     * @return internal name of the class it holds there; null if it holds none
     */
    public static String local(FrameNode frame, int slot) {
        int at = 0;
        for (Object local : frame.local) {
            if (at == slot) {
                return name(local);
            }
            at += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        return null;
    }

    private static String name(Object frameType) {
        return frameType instanceof String name ? name : null;
    }

    private static String name(Type type) {
        return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY ? type.getInternalName() : null;
    }
}
