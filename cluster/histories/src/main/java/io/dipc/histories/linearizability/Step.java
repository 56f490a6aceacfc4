package io.dipc.histories.linearizability;

import io.dipc.histories.Operation;

/**
 * Something that happened at one moment, or may have happened.
 *
 * @param kind what
 * @param operation the call from which it comes
 * @param id distinguishes the calls of a history
 * @param from not before this moment
 * @param to not after this moment
 * @param required whether it has happened
 * @param rank of several steps that could be next, those of lower rank are tried first
 */
record Step(Kind kind, Operation operation, int id, long from, long to, boolean required, long rank) {

    enum Kind {
        /** The call took effect and was answered so. */
        EFFECT,
        /** The call was granted something, which is in hand now and which its caller never got. */
        GRANT,
        /** What a grant gave out went back to its place. */
        PUT_BACK,
        /** The session is over. */
        SESSION_END
    }
}
