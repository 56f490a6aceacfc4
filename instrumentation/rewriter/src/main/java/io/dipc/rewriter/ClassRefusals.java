package io.dipc.rewriter;

import io.dipc.rewriter.code.Constructors;
import io.dipc.rewriter.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Refuses what no single store can: the class throws when it is initialised, or its objects when they are constructed.
 *
 * <p>A field that cannot be distributed is refused at the stores of its own class, and before that wherever another
 * class could be the one that stores first: the pre-filter does not show the rewriter every class of a nest.
 */
final class ClassRefusals {
    private final ClassEdit edit;
    private final List<Refusal> atInitialisation = new ArrayList<>();
    private final List<Refusal> atConstruction = new ArrayList<>();

    ClassRefusals(ClassEdit edit) {
        this.edit = edit;
        for (DistributedField field : edit.distributed.values()) {
            Refusal refusal = field.refusal();
            if (refusal == null) {
                continue;
            }
            if (!field.field().isStatic()) {
                atConstruction.add(refusal);
            } else if (edit.summary.hasNestmates() || !field.field().isPrivate()) {
                atInitialisation.add(refusal);
            }
        }
    }

    void add(Refusal refusal) {
        atInitialisation.add(refusal);
    }

    /**
     * @param mayAddMembers false for a class that was loaded before the agent: it has been initialised
     */
    void rewrite(boolean mayAddMembers) {
        InsnList initialisation = mayAddMembers ? code(atInitialisation) : new InsnList();
        if (initialisation.size() > 0) {
            initializer(edit.node).instructions.insert(initialisation);
        }
        if (!atConstruction.isEmpty()) {
            for (MethodNode method : edit.node.methods) {
                for (MethodInsnNode call : Constructors.of(method).calls()) {
                    if (!call.owner.equals(edit.node.name)) {
                        method.instructions.insert(call, code(atConstruction));
                    }
                }
            }
        }
    }

    private InsnList code(List<Refusal> refusals) {
        InsnList code = new InsnList();
        refusals.forEach(refusal -> code.add(edit.refuse(refusal)));
        return code;
    }

    /** The method that initialises the class, added if there is none. */
    static MethodNode initializer(ClassNode node) {
        for (MethodNode method : node.methods) {
            if (method.name.equals("<clinit>")) {
                return method;
            }
        }
        MethodNode method = new MethodNode(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        method.instructions.add(new InsnNode(Opcodes.RETURN));
        node.methods.add(method);
        return method;
    }
}
