package io.dipc.objects;

/**
 * What applying a command does to commands that were parked before. Given to a {@link StateMachine} by the engine and
 * valid only during that call.
 */
public interface Effects {

    /**
     * Answers a parked command.
     *
     * @param parked a command whose {@code apply} returned null and that was neither completed nor cancelled since
     * @param answer its answer, never null
     */
    void complete(CommandId parked, byte[] answer);

    /**
     * Ends a parked command without an effect, because its caller gave up.
     *
     * @param parked a command whose {@code apply} returned null and that was neither completed nor cancelled since
     */
    void cancelled(CommandId parked);
}
