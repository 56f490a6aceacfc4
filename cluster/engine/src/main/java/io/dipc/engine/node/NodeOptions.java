package io.dipc.engine.node;

import io.dipc.engine.view.VotingOptions;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * What a node takes from its surroundings.
 *
 * @param backups how many members beside the home hold each partition, if this member decides the first view
 * @param nanoClock a clock for durations, in nanoseconds
 * @param wallClock milliseconds since 1970
 * @param executor runs work that a thread hands over; must not run it in the calling thread
 * @param alarm asks for a call of {@link Node#due} after so many nanoseconds; of several requests the earliest counts;
 *     called on the node's thread, must not block
 * @param voting how views are agreed on by majority, or null if suspicion counts as proof
 */
public record NodeOptions(
        int backups,
        LongSupplier nanoClock,
        LongSupplier wallClock,
        Executor executor,
        LongConsumer alarm,
        VotingOptions voting) {}
