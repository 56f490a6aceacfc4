package io.dipc.rewriter;

import io.dipc.rewriter.prefilter.ReflectiveStores;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts a check before the calls that can store into a field reflectively. The calls themselves stay where they are,
 * since the JDK looks at their caller.
 */
final class ReflectiveCalls {
    private static final String CHECK_FIELD = "(Ljava/lang/reflect/Field;)V";
    private static final String CHECK_NAME = "(Ljava/lang/Class;Ljava/lang/String;)V";
    private static final Set<String> LOOKUP_METHODS = Set.of(ReflectiveStores.lookupMethods());

    /** What of a call's operands, receiver first, tells the field. */
    private enum Kind {
        /** The receiver of {@code set(object, value)}. */
        FIELD_SET,
        /** The argument of {@code unreflectSetter(field)}. */
        UNREFLECT,
        /** The first two arguments of {@code findSetter(class, name, type)}. */
        FIND,
        /** The first and the last argument of {@code newUpdater(class, type, name)}. */
        UPDATER
    }

    private final ClassEdit edit;

    ReflectiveCalls(ClassEdit edit) {
        this.edit = edit;
    }

    /** Also adds methods to the class, one for each method reference, if it may. */
    void rewrite(MethodNode method, boolean mayAddMembers) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call) {
                Kind kind = kind(call.owner, call.name);
                if (kind != null) {
                    method.instructions.insertBefore(call, check(kind, method));
                }
            } else if (insn instanceof InvokeDynamicInsnNode dynamic && mayAddMembers) {
                for (int i = 0; i < dynamic.bsmArgs.length; i++) {
                    if (dynamic.bsmArgs[i] instanceof Handle handle) {
                        Kind kind = kind(handle.getOwner(), handle.getName());
                        if (kind != null) {
                            dynamic.bsmArgs[i] = checkedReference(handle, kind);
                        }
                    }
                }
            }
        }
    }

    private static Kind kind(String owner, String name) {
        switch (owner) {
            case "java/lang/reflect/Field":
                return name.equals("set") ? Kind.FIELD_SET : null;
            case "java/lang/invoke/MethodHandles$Lookup":
                if (!LOOKUP_METHODS.contains(name)) {
                    return null;
                }
                return name.startsWith("unreflect") ? Kind.UNREFLECT : Kind.FIND;
            case "java/util/concurrent/atomic/AtomicReferenceFieldUpdater":
                return name.equals("newUpdater") ? Kind.UPDATER : null;
            default:
                return null;
        }
    }

    private InsnList check(Kind kind, MethodNode method) {
        int spare = method.maxLocals;
        InsnList code = new InsnList();
        switch (kind) {
            case UNREFLECT -> {
                code.add(new InsnNode(Opcodes.DUP));
                code.add(edit.call("checkReflective", CHECK_FIELD));
            }
            case FIELD_SET -> {
                code.add(new VarInsnNode(Opcodes.ASTORE, spare));
                code.add(new VarInsnNode(Opcodes.ASTORE, spare + 1));
                code.add(new InsnNode(Opcodes.DUP));
                code.add(edit.call("checkReflective", CHECK_FIELD));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare + 1));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare));
            }
            case FIND -> {
                code.add(new VarInsnNode(Opcodes.ASTORE, spare));
                code.add(new InsnNode(Opcodes.DUP2));
                code.add(edit.call("checkReflective", CHECK_NAME));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare));
            }
            case UPDATER -> {
                code.add(new VarInsnNode(Opcodes.ASTORE, spare));
                code.add(new VarInsnNode(Opcodes.ASTORE, spare + 1));
                code.add(new InsnNode(Opcodes.DUP));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare));
                code.add(edit.call("checkReflective", CHECK_NAME));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare + 1));
                code.add(new VarInsnNode(Opcodes.ALOAD, spare));
            }
        }
        return code;
    }

    /** A method of the class itself that checks and then does what the reference did. */
    private Handle checkedReference(Handle reference, Kind kind) {
        boolean isStatic = reference.getTag() == Opcodes.H_INVOKESTATIC;
        String descriptor = isStatic
                ? reference.getDesc()
                : "(L" + reference.getOwner() + ";" + reference.getDesc().substring(1);
        boolean isInterface = (edit.node.access & Opcodes.ACC_INTERFACE) != 0;
        String name = "dipc$" + reference.getName() + "$" + edit.node.methods.size();
        MethodNode method = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC, name, descriptor, null, null);
        Type[] parameters = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < parameters.length; i++) {
            method.instructions.add(new VarInsnNode(Opcodes.ALOAD, i));
        }
        method.maxLocals = parameters.length;
        method.instructions.add(check(kind, method));
        method.instructions.add(new MethodInsnNode(
                isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
                reference.getOwner(),
                reference.getName(),
                reference.getDesc(),
                false));
        method.instructions.add(new InsnNode(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN)));
        method.exceptions = List.of("java/lang/Throwable");
        edit.node.methods.add(method);
        return new Handle(Opcodes.H_INVOKESTATIC, edit.node.name, name, descriptor, isInterface);
    }
}
