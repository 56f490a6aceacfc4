package io.dipc.histories.linearizability;

import io.dipc.histories.History;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an object is: which steps its calls consist of, and what they do.
 *
 * @param <S> states; immutable, with {@code equals} and {@code hashCode}
 */
interface Model<S> {

    /** The steps that happened or may have happened. */
    List<Step> steps(History history);

    /** The state in which the object begins. */
    S initial();

    /** Hands on each state to which a step can lead; none if the step cannot happen in this state. */
    void next(S state, Step step, Consumer<S> states);

    /** The ids of the steps by which something is in hand that may go back. */
    int[] inHand(S state);

    /** Whether a history may end in this state. */
    boolean mayEnd(S state);
}
