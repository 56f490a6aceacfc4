package io.dipc.memory.message;

/**
 * A member's cut.
 *
 * @param owner the session of the member
 * @param number its cuts are counted
 */
public record OwnedCut(long owner, long number) {}
