package io.dipc.engine.view;

/** The part of a voter in deciding views, for as long as the voters are the same. */
interface Voters {

    /** What the voters need of their surroundings. */
    interface Port {
        /** Sends a message to another voter. */
        void send(long voter, byte[] message);

        /** The voters have decided that a view follows on another one. Told of each decision in the same order. */
        void decided(long base, View next);
    }

    /** Whether this member leads the voters and knows everything that they have decided. */
    boolean leads();

    /** Grows with each leader. */
    int term();

    /** Whether a proposal is under way. */
    boolean proposing();

    /** Proposes a view to follow on another one. Only where this member {@link #leads}. */
    void propose(long base, View next);

    /** The number of the newest view that this voter has accepted, decided or not; 0 if there is none. */
    long accepted();

    /** Another voter's message. */
    void received(byte[] message);

    /** Time has passed. */
    void tick();

    /** It is proven that a voter is over, so that nobody need wait for it. */
    void over(long voter);

    /** These voters do not decide any more. */
    void close();
}
