package io.dipc.proxies.testing.peer;

/**
 * What one half of a suite has the other do to its proxy. Sent by value, whatever it refers to.
 *
 * @param <T> the class of the object
 * @param <R> the class of the result, which is sent back by value
 */
public interface Operation<T, R> {

    /**
     * Called in a thread of the peer's that does nothing else meanwhile, with the interrupt status of the thread that asked.
     *
     * @param target the peer's proxy
     */
    R apply(T target) throws Throwable;
}
