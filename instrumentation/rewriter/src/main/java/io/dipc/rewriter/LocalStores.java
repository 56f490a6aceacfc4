package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassPool;
import io.dipc.rewriter.classfile.ClassSummary;
import io.dipc.rewriter.classfile.Marking;
import io.dipc.rewriter.code.Code;
import io.dipc.rewriter.code.StackTop;
import io.dipc.rewriter.prefilter.SupportedTypes;
import io.dipc.rewriter.refusal.AmbiguousVariable;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.Refusal;
import io.dipc.rewriter.refusal.UnknownVariable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Binds the stores into annotated local variables.
 */
final class LocalStores {
    private final ClassEdit edit;
    private final ClassPool pool;
    private final ClassRefusals refusals;
    /** Which variable was met under a default key. */
    private final Map<String, String> declarations = new HashMap<>();

    LocalStores(ClassEdit edit, ClassPool pool, ClassRefusals refusals) {
        this.edit = edit;
        this.pool = pool;
        this.refusals = refusals;
    }

    /** To be called before other code is inserted into the method. */
    void rewrite(MethodNode method) {
        if (method.visibleLocalVariableAnnotations == null) {
            return;
        }
        // Inserted only when all variables were looked at: positions are counted in the code as it was.
        Map<VarInsnNode, InsnList> insertions = new LinkedHashMap<>();
        for (LocalVariableAnnotationNode annotation : method.visibleLocalVariableAnnotations) {
            if (Marking.isMarking(annotation) && Marking.isOnVariable(annotation.typePath)) {
                rewrite(method, new LocalVariable(method, annotation), insertions);
            }
        }
        insertions.forEach(method.instructions::insertBefore);
    }

    private void rewrite(MethodNode method, LocalVariable variable, Map<VarInsnNode, InsnList> insertions) {
        String place = sourceMethod(method);
        Marking marking = variable.marking();
        String name = variable.name();
        String description =
                name != null ? "local variable " + name + " in " + place : "an annotated local variable in " + place;
        List<VarInsnNode> stores = variable.stores();
        if (stores.isEmpty()) {
            refusals.add(new UnknownVariable(description, "no store into it was found in the class file"));
            return;
        }
        if (marking.key().isEmpty() && name != null) {
            String declaration = variable.declaration();
            String other = declarations.putIfAbsent(place + "." + name, declaration);
            if (other != null && !other.equals(declaration)) {
                refusals.add(new AmbiguousVariable(description, place + "." + name));
            }
        }
        Refusal refusal = refusal(marking, name, description);
        for (VarInsnNode store : stores) {
            AbstractInsnNode value = store.getPrevious();
            while (value != null && value.getOpcode() < 0) {
                value = value.getPrevious();
            }
            boolean isNull = value != null && value.getOpcode() == Opcodes.ACONST_NULL;
            String known = variable.type();
            String type = known != null ? known : named(StackTop.before(method, store));
            Refusal here = refusal;
            if (here == null && type == null && !isNull) {
                here = new UnknownVariable(description, "its type is not in the class file");
            } else if (here == null
                    && type != null
                    && !SupportedTypes.supports(Type.getObjectType(type).getDescriptor())) {
                String assigned = Type.getObjectType(type).getClassName();
                here = known != null
                        ? DistributedField.unsupported(description, assigned)
                        : new UnknownVariable(
                                description, "its type is not in the class file, and it is assigned a " + assigned);
            }
            InsnList code;
            if (here != null) {
                code = edit.refuse(here);
            } else {
                String declaredType = type == null ? "java/lang/Object" : type;
                code = edit.bind(
                        false,
                        edit.node.name,
                        new Site.Bound(new PlaceSpec(
                                Place.Kind.LOCAL_VARIABLE,
                                description,
                                marking.key(),
                                place + "." + name,
                                Type.getObjectType(declaredType).getClassName(),
                                marking.policies())),
                        type);
                if (type == null) {
                    // The verifier goes on knowing that this is null, which every type is assignable from.
                    code.add(Code.of(Opcodes.POP, Opcodes.ACONST_NULL));
                }
            }
            insertions.put(store, code);
        }
    }

    /** The class or interface that an anonymous class is made of: no variable is declared with the class itself. */
    private String named(String type) {
        int dollar = type == null ? -1 : type.lastIndexOf('$');
        if (dollar < 0
                || dollar == type.length() - 1
                || !type.substring(dollar + 1).chars().allMatch(Character::isDigit)) {
            return type;
        }
        ClassSummary anonymous = pool.find(edit.loader, type).orElse(null);
        if (anonymous == null) {
            return type;
        }
        return anonymous.interfaces().isEmpty()
                ? anonymous.superName()
                : anonymous.interfaces().get(0);
    }

    private static Refusal refusal(Marking marking, String name, String description) {
        if (marking.key().indexOf('{') >= 0 || marking.key().indexOf('}') >= 0) {
            return new BadKeyTemplate(
                    description, "its key \"" + marking.key() + "\" names fields, and a local variable has none");
        }
        if (marking.key().isEmpty() && name == null) {
            return new UnknownVariable(description, "it has no key, and its name is not in the class file");
        }
        return null;
    }

    /** The method in the source: javac makes methods of lambdas, {@code lambda$main$0}. */
    private String sourceMethod(MethodNode method) {
        String name = method.name;
        if (name.startsWith("lambda$") && name.lastIndexOf('$') > 7) {
            name = name.substring(7, name.lastIndexOf('$'));
        }
        return edit.className() + "." + name;
    }
}
