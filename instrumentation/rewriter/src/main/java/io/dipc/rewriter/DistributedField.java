package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassSummary;
import io.dipc.rewriter.classfile.FieldSummary;
import io.dipc.rewriter.classfile.Policies;
import io.dipc.rewriter.prefilter.SupportedTypes;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.Refusal;
import io.dipc.rewriter.refusal.UnsupportedType;
import org.objectweb.asm.Type;

/**
 * A field that is annotated or configured.
 *
 * @param declaring internal name of the class that declares it
 * @param field the field
 * @param key its explicit key or template; empty if none was given
 * @param policies as in {@link Place}
 */
record DistributedField(String declaring, FieldSummary field, String key, Policies policies) {

    String description() {
        return "field " + className() + "." + field.name();
    }

    String className() {
        return declaring.replace('/', '.');
    }

    PlaceSpec place() {
        return new PlaceSpec(
                field.isStatic() ? Place.Kind.STATIC_FIELD : Place.Kind.INSTANCE_FIELD,
                description(),
                key,
                className() + "." + field.name(),
                Type.getType(field.descriptor()).getClassName(),
                policies);
    }

    /**
     * @return why no store into this field can be bound, or null
     */
    Refusal refusal() {
        if (!SupportedTypes.supports(field.descriptor())) {
            return unsupported(description(), Type.getType(field.descriptor()).getClassName());
        }
        if (key.indexOf('{') >= 0 && field.isStatic()) {
            return new BadKeyTemplate(
                    description(), "its key \"" + key + "\" names fields of an object, and the field is static");
        }
        try {
            KeyTemplate.parse(key);
            return null;
        } catch (IllegalArgumentException e) {
            return new BadKeyTemplate(description(), e.getMessage());
        }
    }

    static UnsupportedType unsupported(String description, String type) {
        return new UnsupportedType(
                description,
                type,
                String.join(", ", SupportedTypes.internalNames()).replace('/', '.'));
    }

    /**
     * @return the field as distributed, or null if it is neither annotated nor configured
     */
    static DistributedField of(ClassSummary declaring, FieldSummary field, RewriterConfig config) {
        String name = declaring.name().replace('/', '.') + "." + field.name();
        String configured = config.fields().get(name);
        if (configured == null && field.marking() == null) {
            return null;
        }
        return new DistributedField(
                declaring.name(),
                field,
                configured != null ? configured : field.marking().key(),
                config.policies(
                        name,
                        field.marking() == null
                                ? Policies.DEFAULT
                                : field.marking().policies()));
    }
}
