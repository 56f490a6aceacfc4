package io.dipc.engine.view;

/**
 * An entry of the voters' log: a view that shall follow on another one. Void if another one has followed already.
 *
 * @param base number of the view before
 */
record Proposal(long base, View next) {

    /** The entry with which each leader begins: when it is decided, so is everything before it. */
    enum NewTerm {
        ENTRY
    }
}
