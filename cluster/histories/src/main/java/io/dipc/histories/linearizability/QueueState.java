package io.dipc.histories.linearizability;

import java.util.Arrays;

/**
 * Elements in their order, by number, those in hand at the places to which they would go back. Immutable.
 */
final class QueueState {
    static final QueueState EMPTY = new QueueState(new int[0], new int[0], 0);

    private static final int PRESENT = -1;
    private static final int[] NONE = {};

    private final int[] elements;
    /** For each element the step by which it is in hand, or {@link #PRESENT}. */
    private final int[] hands;

    private final int size;

    private QueueState(int[] elements, int[] hands, int size) {
        this.elements = elements;
        this.hands = hands;
        this.size = size;
    }

    /** How many elements are present. */
    int size() {
        return size;
    }

    /** The first or last element that is present, or -1. */
    int end(boolean first) {
        int index = index(first);
        return index < 0 ? -1 : elements[index];
    }

    private int index(boolean first) {
        int length = hands.length;
        for (int i = 0; i < length; i++) {
            int index = first ? i : length - 1 - i;
            if (hands[index] == PRESENT) {
                return index;
            }
        }
        return -1;
    }

    QueueState add(int element, boolean first) {
        int length = elements.length;
        int[] newElements = new int[length + 1];
        int[] newHands = new int[length + 1];
        System.arraycopy(elements, 0, newElements, first ? 1 : 0, length);
        System.arraycopy(hands, 0, newHands, first ? 1 : 0, length);
        newElements[first ? 0 : length] = element;
        newHands[first ? 0 : length] = PRESENT;
        return new QueueState(newElements, newHands, size + 1);
    }

    /** Without the first or last element that is present. */
    QueueState remove(boolean first) {
        int gone = index(first);
        int length = elements.length;
        int[] newElements = new int[length - 1];
        int[] newHands = new int[length - 1];
        System.arraycopy(elements, 0, newElements, 0, gone);
        System.arraycopy(hands, 0, newHands, 0, gone);
        System.arraycopy(elements, gone + 1, newElements, gone, length - 1 - gone);
        System.arraycopy(hands, gone + 1, newHands, gone, length - 1 - gone);
        return new QueueState(newElements, newHands, size - 1);
    }

    /** The first or last element that is present is in hand. */
    QueueState grant(boolean first, int step) {
        int[] newHands = hands.clone();
        newHands[index(first)] = step;
        return new QueueState(elements, newHands, size - 1);
    }

    /** What is in hand by a step is back, or null if nothing is. */
    QueueState putBack(int step) {
        int[] newHands = hands.clone();
        int back = 0;
        for (int i = 0; i < newHands.length; i++) {
            if (newHands[i] == step) {
                newHands[i] = PRESENT;
                back++;
            }
        }
        return back == 0 ? null : new QueueState(elements, newHands, size + back);
    }

    /** The steps by which elements are in hand. */
    int[] inHand() {
        return size == hands.length
                ? NONE
                : Arrays.stream(hands)
                        .filter(hand -> hand != PRESENT)
                        .distinct()
                        .toArray();
    }

    int[] elements() {
        return elements;
    }

    boolean present(int index) {
        return hands[index] == PRESENT;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QueueState state
                && Arrays.equals(elements, state.elements)
                && Arrays.equals(hands, state.hands);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(elements) + Arrays.hashCode(hands);
    }
}
