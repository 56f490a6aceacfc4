package io.dipc.rewriter.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where in a constructor the object is not yet one: before its call of {@code super(..)} or {@code this(..)} nothing
 * can be passed it.
 *
 * <p>Read off in one pass: stack map frames say it at every point that jumps reach, and between them an
 * {@code <init>} that belongs to no NEW before it is the constructor's own call.
 *
 * @param uninitialized the instructions before the call; the call itself is one of them
 * @param calls the calls of {@code super(..)} or {@code this(..)}; several only where branches end in one each
 */
public record Constructors(Set<AbstractInsnNode> uninitialized, List<MethodInsnNode> calls) {
    private static final Constructors NONE = new Constructors(Set.of(), List.of());

    /**
     * @param method any method, read with expanded frames
     * @return nothing uninitialized unless it is a constructor
     */
    public static Constructors of(MethodNode method) {
        if (!method.name.equals("<init>")) {
            return NONE;
        }
        Set<AbstractInsnNode> uninitialized = Collections.newSetFromMap(new IdentityHashMap<>());
        List<MethodInsnNode> calls = new ArrayList<>();
        boolean before = true;
        int allocations = 0;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof FrameNode frame) {
                before = contains(frame.local) || contains(frame.stack);
                allocations = allocations(frame);
            }
            if (before) {
                uninitialized.add(insn);
            }
            if (insn.getOpcode() == Opcodes.NEW) {
                allocations++;
            } else if (insn instanceof MethodInsnNode call
                    && call.getOpcode() == Opcodes.INVOKESPECIAL
                    && call.name.equals("<init>")) {
                if (allocations > 0) {
                    allocations--;
                } else if (before) {
                    before = false;
                    calls.add(call);
                }
            }
        }
        return new Constructors(uninitialized, List.copyOf(calls));
    }

    private static boolean contains(List<Object> types) {
        return types != null && types.contains(Opcodes.UNINITIALIZED_THIS);
    }

    private static int allocations(FrameNode frame) {
        Set<Object> pending = new HashSet<>();
        for (List<Object> types : Arrays.asList(frame.local, frame.stack)) {
            if (types != null) {
                for (Object type : types) {
                    if (type instanceof LabelNode) {
                        pending.add(type);
                    }
                }
            }
        }
        return pending.size();
    }
}
