package io.dipc.rewriter;

/**
 * A field that the configuration distributes.
 *
 * @param className as {@link Class#getName()} gives it
 * @param field the field's name
 * @param key its key or key template, not empty
 */
record ConfiguredField(String className, String field, String key) {

    static ConfiguredField parse(String place, String key) {
        int dot = place.lastIndexOf('.');
        if (dot <= 0 || dot == place.length() - 1 || place.indexOf('/') >= 0 || place.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "fields: " + place + " names no field (expected: CLASS.FIELD, such as com.acme.App.jobs)");
        }
        return new ConfiguredField(place.substring(0, dot), place.substring(dot + 1), key);
    }

    @Override
    public String toString() {
        return className + "." + field;
    }
}
