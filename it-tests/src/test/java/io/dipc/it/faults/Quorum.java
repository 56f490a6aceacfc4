package io.dipc.it.faults;

/** What is expected, by the cluster's option {@code quorum}. */
enum Quorum {
    /** A view needs a majority of the voters: whatever happens, what clients see is linearizable. */
    MAJORITY,
    /**
     * Suspicion counts as proof of death: where members that live may be suspected, each side goes on by itself, and what
     * clients see need not fit together. Nobody may hang, and in the end all permits are there.
     */
    NONE
}
