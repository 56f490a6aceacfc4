package io.dipc.rewriter;

import io.dipc.rewriter.classfile.FieldSummary;
import io.dipc.rewriter.classfile.Marking;
import io.dipc.rewriter.refusal.MisplacedAnnotation;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.LocalVariableAnnotationNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * Finds {@code @Distributed} where its target TYPE_USE lets it stand and it means nothing. What the compiler copies
 * from a record component to the accessor and the constructor's parameter is not misplaced.
 */
final class MisplacedAnnotations {
    private final ClassEdit edit;
    private final List<MisplacedAnnotation> found = new ArrayList<>();

    private MisplacedAnnotations(ClassEdit edit) {
        this.edit = edit;
    }

    static List<MisplacedAnnotation> in(ClassEdit edit) {
        MisplacedAnnotations search = new MisplacedAnnotations(edit);
        ClassNode node = edit.node;
        String type = "class " + edit.className();
        search.any(node.visibleTypeAnnotations, type, "a superclass, an interface or a type parameter");
        for (FieldNode field : node.fields) {
            search.field(field);
        }
        for (MethodNode method : node.methods) {
            search.method(method);
        }
        return search.found;
    }

    private void any(List<? extends AnnotationNode> annotations, String place, String where) {
        if (Marking.in(annotations) != null) {
            found.add(new MisplacedAnnotation(place, where));
        }
    }

    private void field(FieldNode field) {
        if (field.visibleTypeAnnotations == null) {
            return;
        }
        boolean distributed = edit.distributed.containsKey(field.name + ' ' + field.desc);
        for (TypeAnnotationNode annotation : field.visibleTypeAnnotations) {
            if (Marking.isMarking(annotation) && !(distributed && Marking.isOnVariable(annotation.typePath))) {
                found.add(new MisplacedAnnotation(
                        "field " + edit.className() + "." + field.name, part(annotation.typePath)));
            }
        }
    }

    private void method(MethodNode method) {
        String place = "method " + edit.className() + "." + method.name;
        any(method.visibleAnnotations, place, "a method");
        if (method.visibleTypeAnnotations != null) {
            for (TypeAnnotationNode annotation : method.visibleTypeAnnotations) {
                if (Marking.isMarking(annotation) && !isCopyOfComponent(method, annotation)) {
                    found.add(new MisplacedAnnotation(place, target(annotation)));
                }
            }
        }
        if (method.visibleParameterAnnotations != null) {
            for (List<AnnotationNode> parameter : method.visibleParameterAnnotations) {
                any(parameter, place, "a parameter");
            }
        }
        for (AbstractInsnNode insn : method.instructions) {
            any(insn.visibleTypeAnnotations, place, "a type in an expression");
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            any(block.visibleTypeAnnotations, place, "an exception");
        }
        if (method.visibleLocalVariableAnnotations != null) {
            for (LocalVariableAnnotationNode annotation : method.visibleLocalVariableAnnotations) {
                if (Marking.isMarking(annotation) && !Marking.isOnVariable(annotation.typePath)) {
                    found.add(new MisplacedAnnotation(
                            "local variable in " + edit.className() + "." + method.name, part(annotation.typePath)));
                }
            }
        }
    }

    private boolean isCopyOfComponent(MethodNode method, TypeAnnotationNode annotation) {
        if (!"java/lang/Record".equals(edit.node.superName) || !Marking.isOnVariable(annotation.typePath)) {
            return false;
        }
        TypeReference reference = new TypeReference(annotation.typeRef);
        if (reference.getSort() == TypeReference.METHOD_RETURN) {
            return Type.getArgumentCount(method.desc) == 0
                    && isDistributed(
                            method.name, Type.getReturnType(method.desc).getDescriptor());
        }
        if (reference.getSort() != TypeReference.METHOD_FORMAL_PARAMETER || !method.name.equals("<init>")) {
            return false;
        }
        List<FieldNode> components = edit.node.fields.stream()
                .filter(f -> (f.access & Opcodes.ACC_STATIC) == 0)
                .toList();
        Type[] parameters = Type.getArgumentTypes(method.desc);
        int parameter = reference.getFormalParameterIndex();
        return parameters.length == components.size()
                && parameter < parameters.length
                && isDistributed(components.get(parameter).name, parameters[parameter].getDescriptor());
    }

    private boolean isDistributed(String field, String descriptor) {
        FieldSummary summary = edit.summary.field(field, descriptor);
        return summary != null && summary.marking() != null;
    }

    private static String part(TypePath path) {
        return path.getStep(path.getLength() - 1) == TypePath.ARRAY_ELEMENT
                ? "the components of an array"
                : "a type argument";
    }

    private static String target(TypeAnnotationNode annotation) {
        if (!Marking.isOnWholeType(annotation.typePath)) {
            return part(annotation.typePath);
        }
        return switch (new TypeReference(annotation.typeRef).getSort()) {
            case TypeReference.METHOD_RETURN -> "a return type";
            case TypeReference.METHOD_FORMAL_PARAMETER -> "a parameter";
            case TypeReference.METHOD_RECEIVER -> "a receiver";
            case TypeReference.THROWS -> "a thrown exception";
            default -> "a type parameter";
        };
    }
}
