package io.dipc.rewriter;

import io.dipc.rewriter.refusal.Refusal;

/**
 * What a call of the bridge in rewritten code stands for. Equal sites share a number, so that a class that is loaded by
 * a thousand loaders adds its sites once.
 */
sealed interface Site {

    /** A store to be bound. */
    record Bound(PlaceSpec place) implements Site {}

    /** A store, or the start of a class or constructor, that throws. */
    record Refused(Refusal refusal) implements Site {}

    /**
     * A store into a field of another class whose class file could not be read when this one was rewritten: decided
     * when it runs, since by then the other class has been loaded and seen.
     *
     * @param field the field's name
     * @param descriptor the field's type
     * @param storingClass name of the class that stores
     * @param nestHost name of its nest host
     */
    record Late(String field, String descriptor, String storingClass, String nestHost) implements Site {}
}
