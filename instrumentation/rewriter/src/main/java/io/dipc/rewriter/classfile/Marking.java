package io.dipc.rewriter.classfile;

import java.util.List;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * What {@code @Distributed} says. The annotation is matched by name: whichever loader the application's copy comes
 * from, and whether or not it can be loaded.
 *
 * @param key its value; empty if none was given
 * @param policies the rest of it
 */
public record Marking(String key, Policies policies) {
    /** The annotation's descriptor. */
    public static final String DESCRIPTOR = "Lio/dipc/Distributed;";

    /**
     * @param annotations may be null, as ASM's lists are
     * @return the marking among them, or null
     */
    public static Marking in(List<? extends AnnotationNode> annotations) {
        if (annotations != null) {
            for (AnnotationNode annotation : annotations) {
                if (isMarking(annotation)) {
                    return of(annotation);
                }
            }
        }
        return null;
    }

    /**
     * @param annotation any annotation
     * @return whether it is {@code @Distributed}
     */
    public static boolean isMarking(AnnotationNode annotation) {
        return DESCRIPTOR.equals(annotation.desc);
    }

    /**
     * @param annotation for which {@link #isMarking} holds
     * @return what it says
     */
    public static Marking of(AnnotationNode annotation) {
        String key = "";
        String onCrash = null;
        String delivery = null;
        String execution = null;
        String backups = null;
        List<Object> values = annotation.values == null ? List.of() : annotation.values;
        for (int i = 0; i + 1 < values.size(); i += 2) {
            if (values.get(i).equals("value")) {
                key = (String) values.get(i + 1);
            } else if (values.get(i).equals("onCrash")) {
                onCrash = ((String[]) values.get(i + 1))[1];
            } else if (values.get(i).equals("delivery")) {
                delivery = ((String[]) values.get(i + 1))[1];
            } else if (values.get(i).equals("execution")) {
                execution = ((String[]) values.get(i + 1))[1];
            } else if (values.get(i).equals("backups")) {
                backups = values.get(i + 1).toString();
            }
        }
        return new Marking(key, Policies.DEFAULT.with(onCrash, delivery, execution, backups));
    }

    /**
     * @param path where in a type an annotation stands; null for its outside
     * @return whether it stands on the type itself, not on a type argument, array component or bound. A type nested in
     *     a generic one is reached by steps inwards
     */
    public static boolean isOnWholeType(TypePath path) {
        return isOnTypeAfter(path, 0);
    }

    /**
     * @param path where in the type of a variable an annotation stands; null for its outside
     * @return whether it means the variable: it stands on the type itself or, as the compiler understands
     *     {@code @A Semaphore[]}, on the components of an array
     */
    public static boolean isOnVariable(TypePath path) {
        int arrays = 0;
        while (path != null && arrays < path.getLength() && path.getStep(arrays) == TypePath.ARRAY_ELEMENT) {
            arrays++;
        }
        return isOnTypeAfter(path, arrays);
    }

    private static boolean isOnTypeAfter(TypePath path, int steps) {
        if (path != null) {
            for (int i = steps; i < path.getLength(); i++) {
                if (path.getStep(i) != TypePath.INNER_TYPE) {
                    return false;
                }
            }
        }
        return true;
    }
}
