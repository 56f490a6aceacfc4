package io.dipc.rewriter.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What becomes of an array that was read from a field. Follows the code forwards as long as it does not branch and
 * computes what an index is usually computed from; anything else counts as a use of the whole array.
 */
public final class ArrayReads {
    private ArrayReads() {}

    /**
     * @param read an instruction that pushes an array
     * @return whether it is certain that only one element, or the length, is made of it
     */
    public static boolean isForElement(AbstractInsnNode read) {
        int above = 0;
        for (AbstractInsnNode insn = read.getNext(); insn != null; insn = insn.getNext()) {
            if (insn instanceof FrameNode) {
                return false;
            }
            if (insn.getOpcode() < 0) {
                continue;
            }
            switch (insn.getOpcode()) {
                case Opcodes.ARRAYLENGTH:
                    if (above == 0) {
                        return true;
                    }
                    break;
                case Opcodes.AALOAD:
                    if (above == 1) {
                        return true;
                    }
                    above--;
                    break;
                case Opcodes.AASTORE:
                    if (above == 2) {
                        return true;
                    }
                    above -= 3;
                    break;
                default:
                    int popped = popped(insn);
                    if (popped < 0 || popped > above) {
                        return false;
                    }
                    above += pushed(insn) - popped;
            }
            if (above < 0) {
                return false;
            }
        }
        return false;
    }

    /** How many values an instruction takes from the stack; -1 for one that is not followed. */
    private static int popped(AbstractInsnNode insn) {
        int opcode = insn.getOpcode();
        if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.ICONST_5
                || opcode == Opcodes.BIPUSH
                || opcode == Opcodes.SIPUSH
                || opcode == Opcodes.NEW
                || opcode == Opcodes.ILOAD
                || opcode == Opcodes.ALOAD
                || opcode == Opcodes.IINC) {
            return 0;
        }
        return switch (opcode) {
            case Opcodes.DUP, Opcodes.INEG -> 1;
            case Opcodes.IADD,
                    Opcodes.ISUB,
                    Opcodes.IMUL,
                    Opcodes.IDIV,
                    Opcodes.IREM,
                    Opcodes.IAND,
                    Opcodes.IOR,
                    Opcodes.IXOR,
                    Opcodes.ISHL,
                    Opcodes.ISHR,
                    Opcodes.IUSHR,
                    Opcodes.IALOAD -> 2;
            case Opcodes.GETSTATIC, Opcodes.GETFIELD ->
                isWide(((FieldInsnNode) insn).desc) ? -1 : opcode == Opcodes.GETFIELD ? 1 : 0;
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC -> {
                String descriptor = ((MethodInsnNode) insn).desc;
                yield isWide(Type.getReturnType(descriptor).getDescriptor())
                                || Type.getArgumentsAndReturnSizes(descriptor) >> 2
                                        != Type.getArgumentCount(descriptor) + 1
                        ? -1
                        : Type.getArgumentCount(descriptor) + (opcode == Opcodes.INVOKESTATIC ? 0 : 1);
            }
            default -> -1;
        };
    }

    private static int pushed(AbstractInsnNode insn) {
        return switch (insn.getOpcode()) {
            case Opcodes.IINC -> 0;
            case Opcodes.DUP -> 2;
            case Opcodes.INVOKEVIRTUAL, Opcodes.INVOKESPECIAL, Opcodes.INVOKEINTERFACE, Opcodes.INVOKESTATIC ->
                Type.getReturnType(((MethodInsnNode) insn).desc).getSize();
            default -> 1;
        };
    }

    private static boolean isWide(String descriptor) {
        return descriptor.equals("J") || descriptor.equals("D");
    }
}
