package io.dipc.engine;

/** Who decides that a member is out of the cluster. */
public enum Quorum {
    /**
     * A majority of the oldest members, and only when the member is proven dead or its lease has ended: never do two
     * halves of a cluster go on beside each other.
     */
    MAJORITY,
    /** The oldest member that is reached: suspicion counts as proof, and each half of a cluster goes on by itself. */
    NONE
}
