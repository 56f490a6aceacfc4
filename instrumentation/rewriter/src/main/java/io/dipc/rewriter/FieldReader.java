package io.dipc.rewriter;

import io.dipc.rewriter.refusal.KeyFieldMissing;
import io.dipc.rewriter.refusal.KeyFieldNull;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;

/**
 * Reads the fields that key templates name, whatever their access and the module of their class. Thread-safe.
 */
public final class FieldReader {
    private final Instrumentation instrumentation;
    private final Reports reports;

    FieldReader(Instrumentation instrumentation, Reports reports) {
        this.instrumentation = instrumentation;
        this.reports = reports;
    }

    /**
     * The value of a field of an object, or of a superclass of the one that declares the place.
     *
     * @return the value's string, not null
     */
    String read(Place place, Object owner, String name) {
        Field field = find(place.declaringClass(), name);
        if (field == null) {
            throw refusal(new KeyFieldMissing(
                            place.description(),
                            place.key(),
                            name,
                            place.declaringClass().getName())
                    .message());
        }
        Object value;
        try {
            open(field.getDeclaringClass());
            field.setAccessible(true);
            value = field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " stayed closed although its package was opened", e);
        }
        if (value == null) {
            throw refusal(new KeyFieldNull(place.description(), place.key(), name).message());
        }
        return value.toString();
    }

    private RuntimeException refusal(String message) {
        return reports.refusal(message);
    }

    private static Field find(Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        return null;
    }

    private void open(Class<?> type) {
        Module module = type.getModule();
        Module ours = FieldReader.class.getModule();
        if (instrumentation != null && !module.isOpen(type.getPackageName(), ours)) {
            instrumentation.redefineModule(
                    module, Set.of(), Map.of(), Map.of(type.getPackageName(), Set.of(ours)), Set.of(), Map.of());
        }
    }
}
