package io.dipc.rewriter.code;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * Small pieces of bytecode.
 */
public final class Code {
    private Code() {}

    /**
     * @param value any int
     * @return the shortest instruction that pushes it
     */
    public static AbstractInsnNode push(int value) {
        if (value >= -1 && value <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + value);
        }
        if (value >= Byte.MIN_VALUE && value <= Byte.MAX_VALUE) {
            return new IntInsnNode(Opcodes.BIPUSH, value);
        }
        if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
            return new IntInsnNode(Opcodes.SIPUSH, value);
        }
        return new LdcInsnNode(value);
    }

    /**
     * @param opcodes of instructions without operands
     * @return a list of them
     */
    public static InsnList of(int... opcodes) {
        InsnList list = new InsnList();
        for (int opcode : opcodes) {
            list.add(new InsnNode(opcode));
        }
        return list;
    }

    /**
     * @param insn any element of an instruction list
     * @return the next instruction proper, skipping labels, lines and frames; null at the end
     */
    public static AbstractInsnNode next(AbstractInsnNode insn) {
        AbstractInsnNode next = insn.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return next;
    }
}
