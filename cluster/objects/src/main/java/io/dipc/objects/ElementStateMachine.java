package io.dipc.objects;

import java.util.Iterator;
import java.util.List;

/**
 * An object with elements that can be put again into another object of the same kind, as after the parting of a cluster in
 * two halves. Every element has an id; each end of the object counts its ids on, and none is used twice, so that the
 * {@linkplain #ids() ids at a moment} tell which elements came later.
 */
public interface ElementStateMachine extends StateMachine {

    /**
     * An element on its way into another object.
     *
     * @param id its id in the object that it comes from
     * @param bytes the element, of the kind's own encoding
     */
    record Offered(long id, byte[] bytes) {}

    /** All ids that were ever used. */
    IdRange ids();

    /**
     * The elements, in the object or in hand, with other ids, in the order of coming at each end: those above first. What
     * was put by somebody who does not know yet whether it has happened, because it waits, is not among them. The object
     * must not be changed meanwhile.
     */
    Iterator<Offered> beyond(IdRange known);

    /** These ids are not used for other elements, though none of them was used here: somebody may have seen them elsewhere. */
    void reserve(IdRange used);

    /**
     * Puts elements of another object, whatever the capacity. Takes that wait are served, or told what is to be done before.
     *
     * @param elements as {@link #beyond} gave them
     * @throws IllegalArgumentException if they are not elements of this kind
     */
    void offerAgain(List<byte[]> elements, Effects effects);
}
