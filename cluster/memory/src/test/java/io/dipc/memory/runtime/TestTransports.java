package io.dipc.memory.runtime;

/** Transports that break when they are told to. */
interface TestTransports extends Transports {

    /** A session's transport breaks, with all that is on its way. */
    void cut(long session);
}
