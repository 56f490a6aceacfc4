package io.dipc.rewriter;

import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Redirects the calls of the methods of {@code Semaphore} that are final, so that no proxy can answer them, to the
 * bridge. Done in every class that calls them: which semaphore a call will meet is not known before it runs.
 */
final class SemaphoreCalls {
    private static final String SEMAPHORE = "java/util/concurrent/Semaphore";
    private static final Set<String> FINALS = Set.of("hasQueuedThreads()Z", "getQueueLength()I");

    private final ClassEdit edit;

    SemaphoreCalls(ClassEdit edit) {
        this.edit = edit;
    }

    void rewrite(MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKEVIRTUAL
                    && isFinal(call.owner, call.name, call.desc)) {
                method.instructions.set(call, edit.call(call.name, onSemaphore(call.desc)));
            } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                for (int i = 0; i < dynamic.bsmArgs.length; i++) {
                    if (dynamic.bsmArgs[i] instanceof Handle handle
                            && handle.getTag() == Opcodes.H_INVOKEVIRTUAL
                            && isFinal(handle.getOwner(), handle.getName(), handle.getDesc())) {
                        dynamic.bsmArgs[i] = new Handle(
                                Opcodes.H_INVOKESTATIC,
                                edit.bridge(),
                                handle.getName(),
                                onSemaphore(handle.getDesc()),
                                false);
                    }
                }
            }
        }
    }

    private static boolean isFinal(String owner, String name, String descriptor) {
        return owner.equals(SEMAPHORE) && FINALS.contains(name + descriptor);
    }

    private static String onSemaphore(String descriptor) {
        return "(L" + SEMAPHORE + ";" + descriptor.substring(1);
    }
}
