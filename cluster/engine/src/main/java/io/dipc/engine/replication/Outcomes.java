package io.dipc.engine.replication;

import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;

/** Receives the ends of commands while entries are applied. Backups ignore them. */
interface Outcomes {

    /** For replicas that answer nobody. */
    Outcomes IGNORED = (incarnation, id, status, answer) -> {};

    /**
     * A command has ended.
     *
     * @param answer the answer, or what the status says; may be null
     */
    void ended(long incarnation, CommandId id, Status status, byte[] answer);
}
