package io.dipc.rewriter;

import io.dipc.rewriter.classfile.Marking;
import io.dipc.rewriter.code.StackTop;
import io.dipc.rewriter.prefilter.SupportedTypes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * An annotated local variable as its method's code shows it.
 *
 * <p>Its ranges begin where it has a value, after a store; a store belongs to it if what follows the store lies in a
 * range. Name and type are in the table of local variables if the compiler was told to keep that, the type else in the
 * stack map frames within the ranges.
 */
final class LocalVariable {
    private final MethodNode method;
    private final LocalVariableAnnotationNode annotation;
    private final Marking marking;
    private final Map<AbstractInsnNode, Integer> positions = new IdentityHashMap<>();

    LocalVariable(MethodNode method, LocalVariableAnnotationNode annotation) {
        this.method = method;
        this.annotation = annotation;
        this.marking = Marking.of(annotation);
        int position = 0;
        for (AbstractInsnNode insn : method.instructions) {
            positions.put(insn, position);
            if (insn.getOpcode() >= 0) {
                position++;
            }
        }
    }

    Marking marking() {
        return marking;
    }

    /** The stores into the variable, in the order of the code. */
    List<VarInsnNode> stores() {
        List<VarInsnNode> stores = new ArrayList<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.ASTORE && holds(((VarInsnNode) insn).var, position(insn) + 1)) {
                stores.add((VarInsnNode) insn);
            }
        }
        return stores;
    }

    /** Its name, or null if the class file does not tell. */
    String name() {
        LocalVariableNode entry = entry();
        return entry == null ? null : entry.name;
    }

    /**
     * The type that the verifier expects of the variable: a class named by a frame, since frames may be narrower than
     * the declaration; else the declared type.
     *
     * @return internal name; null if neither table nor frames tell
     */
    String type() {
        Set<String> types = new LinkedHashSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode frame) {
                for (int slot : Set.copyOf(annotation.index)) {
                    String type = holds(slot, position(insn)) ? StackTop.local(frame, slot) : null;
                    if (type != null) {
                        types.add(type);
                    }
                }
            }
        }
        LocalVariableNode entry = entry();
        if (entry != null) {
            types.add(Type.getType(entry.desc).getInternalName());
        }
        for (String type : types) {
            if (SupportedTypes.isClass(type)) {
                return type;
            }
        }
        return types.isEmpty() ? null : types.iterator().next();
    }

    /**
     * Tells the variables of a class apart that have the same name. Compilers copy finally blocks and initialisers:
     * what is declared in the same line is the same variable.
     */
    String declaration() {
        for (AbstractInsnNode insn = stores().get(0); insn != null; insn = insn.getPrevious()) {
            if (insn instanceof LineNumberNode line) {
                return "line " + line.line;
            }
        }
        return method.name + method.desc + annotation.index.get(0);
    }

    private LocalVariableNode entry() {
        if (method.localVariables != null) {
            for (LocalVariableNode variable : method.localVariables) {
                if (holds(variable.index, position(variable.start))) {
                    return variable;
                }
            }
        }
        return null;
    }

    private boolean holds(int slot, int position) {
        for (int i = 0; i < annotation.index.size(); i++) {
            if (annotation.index.get(i) == slot) {
                int start = position(annotation.start.get(i));
                if (position == start || position > start && position < position(annotation.end.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many instructions proper stand before an element. */
    private int position(AbstractInsnNode element) {
        return positions.get(element);
    }
}
