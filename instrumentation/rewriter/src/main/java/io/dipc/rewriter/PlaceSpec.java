package io.dipc.rewriter;

/**
 * A {@link Place} before its class exists.
 *
 * @param kind as in {@link Place}
 * @param description as in {@link Place}
 * @param key as in {@link Place}
 * @param defaultKey as in {@link Place}
 * @param declaredType as in {@link Place}
 * @param onCrash as in {@link Place}
 */
record PlaceSpec(
        Place.Kind kind, String description, String key, String defaultKey, String declaredType, String onCrash) {

    Place in(Class<?> declaring, FieldReader fields) {
        return new Place(kind, description, key, defaultKey, declaredType, onCrash, declaring, fields);
    }
}
