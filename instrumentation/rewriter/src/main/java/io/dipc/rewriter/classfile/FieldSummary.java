package io.dipc.rewriter.classfile;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.TypeAnnotationNode;

/**
 * A field as its class file declares it.
 *
 * @param name its name
 * @param descriptor its type
 * @param access its flags
 * @param marking the annotation on it, or null
 */
public record FieldSummary(String name, String descriptor, int access, Marking marking) {

    static FieldSummary of(FieldNode field) {
        Marking marking = Marking.in(field.visibleAnnotations);
        if (marking == null && field.visibleTypeAnnotations != null) {
            // java.util.@Distributed Queue: a type annotation only.
            for (TypeAnnotationNode annotation : field.visibleTypeAnnotations) {
                if (Marking.isMarking(annotation) && Marking.isOnVariable(annotation.typePath)) {
                    marking = Marking.of(annotation);
                }
            }
        }
        return new FieldSummary(field.name, field.desc, field.access, marking);
    }

    /**
     * @return whether the field belongs to the class, not to its objects
     */
    public boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    /**
     * @return whether only the nest can name the field
     */
    public boolean isPrivate() {
        return (access & Opcodes.ACC_PRIVATE) != 0;
    }
}
