package io.dipc.objects;

import java.util.List;

/**
 * What {@code dipc ls} shows of an object's state.
 *
 * @param state size or permits in words, such as {@code 3 of 10 elements}
 * @param waiting the parked commands, the next one to be answered first
 * @param holders who holds what, for kinds where sessions hold something
 */
public record ObjectInfo(String state, List<Waiting> waiting, List<Holder> holders) {

    /**
     * A parked command.
     *
     * @param id its identity
     * @param operation what it waits for, such as {@code take} or {@code acquire 2}
     */
    public record Waiting(CommandId id, String operation) {}

    /**
     * @param session who holds
     * @param count how many permits
     */
    public record Holder(long session, long count) {}
}
