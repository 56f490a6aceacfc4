package io.dipc.rewriter;

import io.dipc.rewriter.refusal.ArrayUnderTwoKeys;
import io.dipc.rewriter.refusal.Refusal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;

/**
 * The arrays that were stored where distributed objects are. Their elements are exchanged in place, so that all
 * references to an array see the same; the array itself stays the application's and belongs to this JVM. Arrays in
 * arrays are bound alike. Thread-safe.
 */
final class BoundArrays {
    private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(Object[].class);

    private final Binder binder;
    private final Consumer<Refusal> refuser;
    /** Arrays have no {@code equals} of their own, so that this is by identity. */
    private final Map<Object[], Bound> bound = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param owner the object whose field is stored into, or was null; held weakly, since it may hold the array
     * @param place of the array
     */
    private record Bound(WeakReference<Object> owner, Place place) {}

    /**
     * @param binder binds what is no array
     * @param refuser throws, unless it may only warn
     */
    BoundArrays(Binder binder, Consumer<Refusal> refuser) {
        this.binder = binder;
        this.refuser = refuser;
    }

    /**
     * Exchanges a value for the one to store.
     *
     * @param value may be null
     * @return an array itself, with other elements; anything else as the binder says
     */
    Object bind(Object value, Object owner, Place place) {
        if (!(value instanceof Object[] array)) {
            return binder.bind(value, owner, place);
        }
        Bound before = bound.putIfAbsent(array, new Bound(new WeakReference<>(owner), place));
        if (before != null && !mayBeStored(before, owner, place)) {
            refuser.accept(new ArrayUnderTwoKeys(place.description(), before.place.description()));
        }
        settle(array);
        return array;
    }

    /**
     * Exchanges an element that is about to be stored into an array, or, if it is an array, loaded.
     *
     * @return the value itself if the array is not bound
     */
    Object bindElement(Object[] array, int index, Object value) {
        Bound known = bound.get(array);
        return known == null || value instanceof Object[] row && bound.containsKey(row)
                ? value
                : bind(value, known.owner.get(), known.place.element(index));
    }

    /** Exchanges the elements of an array, if it is bound, that are not exchanged yet. */
    void settle(Object[] array) {
        Bound known = bound.get(array);
        if (known == null) {
            return;
        }
        Object owner = known.owner.get();
        for (int i = 0; i < array.length; i++) {
            Object element = array[i];
            if (element != null && !binder.isBound(element)) {
                Object exchanged = bind(element, owner, known.place.element(i));
                if (exchanged != element) {
                    // a thread that stores at the same time has the last word: its element is bound by its store
                    ELEMENT.compareAndSet(array, i, element, exchanged);
                }
            }
        }
    }

    /** An array is one place: without a key of its own another place takes it as it is. */
    private static boolean mayBeStored(Bound before, Object owner, Place place) {
        return place.key().isEmpty()
                || place.kind() == Place.Kind.ELEMENT
                || place.key().equals(before.place.key()) && (!place.hasTemplate() || before.owner.get() == owner)
                || !place.hasTemplate()
                        && place.key().equals(before.place.defaultKey())
                        && before.place.key().isEmpty();
    }
}
