package io.dipc.rewriter.code;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The allocations of one class in a method, by site in the source. Compilers copy finally blocks to each way out of
 * them; the copies carry the same line, and are one site.
 *
 * @param sites for each site, in the order of the source, the constructor calls after which the object stands on top
 *     of the stack; empty if there is a problem
 * @param problem why the sites cannot be told apart; null if they can
 */
public record AllocationSites(List<List<MethodInsnNode>> sites, String problem) {

    /**
     * @param method any method
     * @return internal names of the classes that it allocates
     */
    public static Set<String> types(MethodNode method) {
        Set<String> types = new TreeSet<>();
        for (AbstractInsnNode insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.NEW) {
                types.add(((TypeInsnNode) insn).desc);
            }
        }
        return types;
    }

    /**
     * @param method any method
     * @param type internal name of a class
     * @return its allocations
     */
    public static AllocationSites of(MethodNode method, String type) {
        boolean copies = method.tryCatchBlocks.stream().anyMatch(block -> block.type == null);
        // By line: the runs of consecutive code of that line, each with its allocations.
        Map<Integer, List<List<MethodInsnNode>>> lines = new LinkedHashMap<>();
        List<MethodInsnNode> run = null;
        int line = -1;
        int allocations = 0;
        for (AbstractInsnNode insn : method.instructions) {
            if (insn instanceof LineNumberNode number && number.line != line) {
                line = number.line;
                run = null;
            } else if (insn.getOpcode() == Opcodes.NEW && ((TypeInsnNode) insn).desc.equals(type)) {
                MethodInsnNode constructed = constructed(insn);
                if (constructed == null) {
                    return new AllocationSites(List.of(), "an object is allocated in a way that no Java compiler uses");
                }
                if (run == null) {
                    run = new ArrayList<>();
                    lines.computeIfAbsent(line, l -> new ArrayList<>()).add(run);
                }
                run.add(constructed);
                allocations++;
            }
        }
        if (line < 0 && copies && allocations > 1) {
            return new AllocationSites(
                    List.of(), "without line numbers the copies of a finally block cannot be told from other code");
        }
        List<List<MethodInsnNode>> sites = new ArrayList<>();
        for (Map.Entry<Integer, List<List<MethodInsnNode>>> entry : lines.entrySet()) {
            List<List<MethodInsnNode>> runs = entry.getValue();
            int count = runs.get(0).size();
            if (runs.size() > 1 && (!copies || runs.stream().anyMatch(r -> r.size() != count))) {
                return new AllocationSites(
                        List.of(), "line " + entry.getKey() + " allocates in several pieces of code");
            }
            for (int i = 0; i < count; i++) {
                int at = i;
                sites.add(runs.stream().map(r -> r.get(at)).toList());
            }
        }
        return new AllocationSites(List.copyOf(sites), null);
    }

    /** The constructor call of an allocation that leaves one reference on the stack; null if it is none. */
    private static MethodInsnNode constructed(AbstractInsnNode allocation) {
        AbstractInsnNode dup = Code.next(allocation);
        if (dup == null || dup.getOpcode() != Opcodes.DUP) {
            return null;
        }
        int nested = 0;
        for (AbstractInsnNode insn = Code.next(dup); insn != null; insn = Code.next(insn)) {
            if (insn.getOpcode() == Opcodes.NEW) {
                nested++;
            } else if (insn.getOpcode() == Opcodes.INVOKESPECIAL
                    && ((MethodInsnNode) insn).name.equals("<init>")
                    && nested-- == 0) {
                return (MethodInsnNode) insn;
            }
        }
        return null;
    }
}
