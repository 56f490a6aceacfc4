package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassPool;
import io.dipc.rewriter.classfile.ClassSummary;
import io.dipc.rewriter.classfile.Marking;
import io.dipc.rewriter.classfile.Policies;
import io.dipc.rewriter.code.Code;
import io.dipc.rewriter.refusal.MisplacedAnnotation;
import io.dipc.rewriter.refusal.NoRunnable;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Classes whose threads are distributed, by their annotation or by configuration: they say so when they are initialised,
 * and those that are threads themselves ask the bridge before they run.
 */
final class DistributedThreads {
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String THREAD = "java/lang/Thread";
    private static final int DEEPEST = 100;

    private final ClassEdit edit;
    private final ClassPool pool;
    private final boolean annotated;
    private final Policies policies;
    private final boolean configured;

    DistributedThreads(ClassEdit edit, ClassPool pool) {
        this.edit = edit;
        this.pool = pool;
        Marking marking = Marking.in(edit.node.visibleAnnotations);
        annotated = marking != null;
        configured = edit.config().threads().contains(edit.className());
        policies = edit.config().policies(edit.className(), annotated ? marking.policies() : Policies.DEFAULT);
    }

    /**
     * @param refusals gets what cannot be
     * @param mayAddMembers false for a class that was loaded before the agent
     */
    void rewrite(ClassRefusals refusals, boolean mayAddMembers) {
        if (!annotated && !configured) {
            return;
        }
        if ((edit.node.access & Opcodes.ACC_INTERFACE) != 0 || !isA(edit.summary, RUNNABLE, 0)) {
            refusals.add(
                    configured
                            ? new NoRunnable("class " + edit.className())
                            : new MisplacedAnnotation("class " + edit.className(), "a class that is no Runnable"));
            return;
        }
        if (!mayAddMembers) {
            edit.loadedEarly("class " + edit.className());
            return;
        }
        if ((edit.node.version & 0xffff) < Opcodes.V1_5) {
            // Class constants came with Java 5; otherwise the two formats are checked and run alike.
            edit.node.version = Opcodes.V1_5;
        }
        InsnList code = new InsnList();
        code.add(new LdcInsnNode(Type.getObjectType(edit.node.name)));
        code.add(new LdcInsnNode(policies.execution()));
        code.add(edit.call("distributeThreads", "(Ljava/lang/Class;Ljava/lang/String;)V"));
        ClassRefusals.initializer(edit.node).instructions.insert(code);
        if (isA(edit.summary, THREAD, 0)) {
            run().instructions.insert(runElsewhere());
        }
    }

    private boolean isA(ClassSummary type, String wanted, int depth) {
        if (type.name().equals(wanted)) {
            return true;
        }
        if (depth > DEEPEST) {
            return false;
        }
        if (type.superName() != null && isA(type.superName(), wanted, depth)) {
            return true;
        }
        return type.interfaces().stream().anyMatch(one -> isA(one, wanted, depth));
    }

    private boolean isA(String name, String wanted, int depth) {
        if (name.equals(wanted)) {
            return true;
        }
        Optional<ClassSummary> found = pool.find(edit.loader, name);
        return found.isPresent() && isA(found.get(), wanted, depth + 1);
    }

    private MethodNode run() {
        for (MethodNode method : edit.node.methods) {
            if (method.name.equals("run") && method.desc.equals("()V")) {
                return method;
            }
        }
        MethodNode method = new MethodNode(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
        method.instructions.add(new VarInsnNode(Opcodes.ALOAD, 0));
        method.instructions.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, edit.node.superName, "run", "()V", false));
        method.instructions.add(new InsnNode(Opcodes.RETURN));
        edit.node.methods.add(method);
        return method;
    }

    private InsnList runElsewhere() {
        LabelNode on = new LabelNode();
        InsnList code = new InsnList();
        code.add(new VarInsnNode(Opcodes.ALOAD, 0));
        code.add(edit.call("run", "(Ljava/lang/Thread;)Z"));
        code.add(new JumpInsnNode(Opcodes.IFEQ, on));
        code.add(new InsnNode(Opcodes.RETURN));
        code.add(on);
        code.add(new FrameNode(Opcodes.F_NEW, 1, new Object[] {edit.node.name}, 0, new Object[0]));
        code.add(Code.of(Opcodes.NOP));
        return code;
    }
}
