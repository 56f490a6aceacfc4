package io.dipc.rewriter;

import io.dipc.rewriter.classfile.Policies;

/**
 * A {@link Place} before its class exists.
 *
 * @param kind as in {@link Place}
 * @param description as in {@link Place}
 * @param key as in {@link Place}
 * @param defaultKey as in {@link Place}
 * @param declaredType as in {@link Place}
 * @param policies as in {@link Place}
 */
record PlaceSpec(
        Place.Kind kind, String description, String key, String defaultKey, String declaredType, Policies policies) {

    Place in(Class<?> declaring, FieldReader fields) {
        return new Place(kind, description, key, defaultKey, declaredType, policies, declaring, fields);
    }
}
