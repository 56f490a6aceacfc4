package io.dipc.rewriter;

import io.dipc.rewriter.classfile.Policies;

/**
 * Where an object is stored that should be distributed. Immutable.
 *
 * @param kind field, local variable, allocation or element of an array
 * @param description for people: {@code field com.acme.App.jobs},
 *     {@code local variable q in com.acme.App.main}
 * @param key the explicit key or key template, {@code orders-{region}}; empty if none was given
 * @param defaultKey the key if none was given: {@code <class>.<field>}, {@code <class>.<method>.<variable>}
 * @param declaredType name of the type that what is stored must have, as {@link Class#getTypeName()} gives it
 * @param policies what becomes at a crash of what is held, configured or as the annotation says
 * @param declaringClass the class that declares the field or contains the variable or allocation; elements belong to
 *     its loader
 * @param fields reads the fields that a key template names
 */
public record Place(
        Kind kind,
        String description,
        String key,
        String defaultKey,
        String declaredType,
        Policies policies,
        Class<?> declaringClass,
        FieldReader fields) {

    /** What a place is. */
    public enum Kind {
        /** A static field. */
        STATIC_FIELD,
        /** A field of an object; only its key can be a template. */
        INSTANCE_FIELD,
        /** A local variable. */
        LOCAL_VARIABLE,
        /** An allocation that the configuration names. */
        ALLOCATION,
        /** An element of an array that is stored in one of the others. */
        ELEMENT
    }

    /**
     * The place of an element of the array that is stored here.
     *
     * @param index of the element
     * @return {@code forks[3]}
     */
    Place element(int index) {
        String suffix = "[" + index + "]";
        return new Place(
                Kind.ELEMENT,
                description + suffix,
                key.isEmpty() ? key : key + suffix,
                defaultKey + suffix,
                declaredType.substring(0, declaredType.length() - "[]".length()),
                policies,
                declaringClass,
                fields);
    }

    /**
     * @return whether the key is known only when the owner's other fields are, see {@link #resolveKey}
     */
    public boolean hasTemplate() {
        return key.indexOf('{') >= 0;
    }

    /**
     * The key of the object stored here. A template is filled in from the owner's fields as they are now: to be called
     * when they are assigned, not while the owner is constructed.
     *
     * @param owner the object whose field this is; may be null where the key is not a template
     * @return the key, not empty
     * @throws RuntimeException made by {@link Reports#refusal} if a field that the template names does not exist or
     *     is null
     */
    public String resolveKey(Object owner) {
        if (key.isEmpty()) {
            return defaultKey;
        }
        return hasTemplate() ? KeyTemplate.parse(key).resolve(this, owner) : key;
    }
}
