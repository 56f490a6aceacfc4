package io.dipc.rewriter;

import java.util.ArrayList;
import java.util.List;

/**
 * A key with parts in braces that name fields: {@code orders-{region}}. Immutable.
 *
 * @param literals the text around the fields, one more than fields; may be empty strings
 * @param fields names of fields
 */
record KeyTemplate(List<String> literals, List<String> fields) {

    /**
     * @throws IllegalArgumentException whose message says what is wrong with the template, without naming the place
     */
    static KeyTemplate parse(String key) {
        List<String> literals = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            int open = key.indexOf('{', at);
            int close = key.indexOf('}', at);
            if (open < 0 && close < 0) {
                literals.add(key.substring(at));
                return new KeyTemplate(List.copyOf(literals), List.copyOf(fields));
            }
            if (open < 0 || close < open) {
                throw new IllegalArgumentException(
                        "its key \"" + key + "\" is not a template (expected: each { closed by a })");
            }
            String field = key.substring(open + 1, close);
            if (!isName(field)) {
                throw new IllegalArgumentException("its key \"" + key + "\" names no field in {" + field
                        + "} (expected: the name of a field of the same object)");
            }
            literals.add(key.substring(at, open));
            fields.add(field);
            at = close + 1;
        }
    }

    private static boolean isName(String field) {
        return !field.isEmpty()
                && Character.isJavaIdentifierStart(field.charAt(0))
                && field.chars().allMatch(Character::isJavaIdentifierPart);
    }

    String resolve(Place place, Object owner) {
        StringBuilder key = new StringBuilder(literals.get(0));
        for (int i = 0; i < fields.size(); i++) {
            key.append(place.fields().read(place, owner, fields.get(i))).append(literals.get(i + 1));
        }
        return key.toString();
    }
}
