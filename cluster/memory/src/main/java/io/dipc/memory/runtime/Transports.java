package io.dipc.memory.runtime;

import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;

/** Opens the way of pages to other members. */
@FunctionalInterface
public interface Transports {

    /**
     * Opens it for one session of this JVM.
     *
     * @param session not 0
     * @param receiver takes what comes
     * @throws io.dipc.DipcException if that is not possible; says why
     */
    Transport open(long session, Receiver receiver);
}
