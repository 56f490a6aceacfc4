package io.dipc.rewriter.classfile;

import java.util.Optional;

/**
 * What a field reference means, found as the JVM finds it (JVMS 5.4.3.2): in the class itself, then its
 * superinterfaces, then its superclass.
 *
 * @param outcome how the search ended
 * @param declaring the class that declares the field; null unless found
 * @param field the field; null unless found
 */
public record FieldResolution(Outcome outcome, ClassSummary declaring, FieldSummary field) {

    /** How the search for a field ends. */
    public enum Outcome {
        /** The field is known. */
        FOUND,
        /** No class of the application declares the field. */
        ABSENT,
        /** A class file on the way cannot be had. */
        UNKNOWN
    }

    private static final FieldResolution ABSENT = new FieldResolution(Outcome.ABSENT, null, null);
    private static final FieldResolution UNKNOWN = new FieldResolution(Outcome.UNKNOWN, null, null);

    /**
     * @param pool where class files are found
     * @param loader of the class that contains the reference; null for the boot loader
     * @param owner internal name of the class that the reference names
     * @param name the field's name
     * @param descriptor the field's type
     * @return what the reference means
     */
    public static FieldResolution resolve(
            ClassPool pool, ClassLoader loader, String owner, String name, String descriptor) {
        if (owner == null || owner.startsWith("java/")) {
            return ABSENT;
        }
        Optional<ClassSummary> found = pool.find(loader, owner);
        if (found.isEmpty()) {
            return UNKNOWN;
        }
        ClassSummary summary = found.get();
        FieldSummary field = summary.field(name, descriptor);
        if (field != null) {
            return new FieldResolution(Outcome.FOUND, summary, field);
        }
        for (String parent : summary.interfaces()) {
            FieldResolution inherited = resolve(pool, loader, parent, name, descriptor);
            if (inherited.outcome != Outcome.ABSENT) {
                return inherited;
            }
        }
        return resolve(pool, loader, summary.superName(), name, descriptor);
    }

    /**
     * Whether a class or one of its superclasses declares a field, of whatever type and access.
     *
     * @param pool where class files are found
     * @param loader of the class that asks; null for the boot loader
     * @param type internal name of the class
     * @param name the field's name
     * @return how the search ended
     */
    public static Outcome search(ClassPool pool, ClassLoader loader, String type, String name) {
        for (String next = type; next != null && !next.startsWith("java/"); ) {
            Optional<ClassSummary> found = pool.find(loader, next);
            if (found.isEmpty()) {
                return Outcome.UNKNOWN;
            }
            for (FieldSummary field : found.get().fields().values()) {
                if (field.name().equals(name)) {
                    return Outcome.FOUND;
                }
            }
            next = found.get().superName();
        }
        return Outcome.ABSENT;
    }
}
