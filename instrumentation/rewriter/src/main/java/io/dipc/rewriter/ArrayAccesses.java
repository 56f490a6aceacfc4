package io.dipc.rewriter;

import io.dipc.rewriter.code.ArrayReads;
import io.dipc.rewriter.code.Code;
import io.dipc.rewriter.prefilter.SupportedTypes;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lets the bridge see what is stored into arrays of references and loaded from them. Whether an array is one whose
 * elements are distributed is known only when the code runs: it may have come by a field, a variable or a call. Done in
 * classes that name the type of an array of supported type, which every class does that declares, passes or receives one.
 */
final class ArrayAccesses {
    private static final String ARRAY = "[Ljava/lang/Object;";

    private final ClassEdit edit;

    ArrayAccesses(ClassEdit edit) {
        this.edit = edit;
    }

    void rewrite(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.AASTORE) {
                method.instructions.set(insn, edit.call("storeElement", "(" + ARRAY + "ILjava/lang/Object;)V"));
            } else if (insn.getOpcode() == Opcodes.AALOAD) {
                InsnList code = Code.of(Opcodes.DUP2);
                code.add(edit.call("loadElement", "(" + ARRAY + "I)V"));
                method.instructions.insertBefore(insn, code);
            } else if (insn instanceof FieldInsnNode read && readsArray(read) && !ArrayReads.isForElement(read)) {
                InsnList code = Code.of(Opcodes.DUP);
                code.add(edit.call("settle", "(" + ARRAY + ")V"));
                method.instructions.insert(insn, code);
            }
        }
    }

    private static boolean readsArray(FieldInsnNode insn) {
        return (insn.getOpcode() == Opcodes.GETFIELD || insn.getOpcode() == Opcodes.GETSTATIC)
                && insn.desc.startsWith("[")
                && SupportedTypes.supports(insn.desc);
    }
}
