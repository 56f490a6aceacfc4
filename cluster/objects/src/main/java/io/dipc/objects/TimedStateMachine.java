package io.dipc.objects;

/**
 * A state machine for which time passes. It has no clock: the engine tells it the time, as a step of its own, before
 * every command, after it was created, and when the moment has come that the state machine asked for.
 *
 * <p>Time is cluster time: nanoseconds since 1970 by the clock of whichever member is the home. It may jump when another
 * member becomes the home; back it never goes, since what is earlier than what was told before is ignored.
 */
public interface TimedStateMachine extends StateMachine {
    /** In place of a moment: there is nothing to wait for. */
    long NEVER = Long.MAX_VALUE;

    /**
     * What the time is. Answers parked commands that waited for it.
     *
     * @param now cluster time
     */
    void time(long now, Effects effects);

    /**
     * When the state machine wants to be told the time, at the latest.
     *
     * @return cluster time; a moment that is over: now; {@link #NEVER}: not before the next command
     */
    long wakeAt();
}
