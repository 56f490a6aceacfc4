package io.dipc.rewriter;

import java.util.concurrent.Semaphore;

/**
 * Answers rewritten code. Implemented by the runtime, which turns local objects into proxies. All methods are called
 * in the application's threads, any number at once, and what they throw is thrown to the application as it is.
 */
public interface Binder {

    /**
     * Exchanges a local object for the one that is to be stored at a place.
     *
     * @param value the object that the application stores; null, or already a proxy, where it stores that
     * @param owner the object whose field is stored into; null for static fields, local variables and allocations, and
     *     in a constructor before its call of {@code super(..)}. Its other fields need not be assigned yet
     * @param place where
     * @return what is to be stored: null, or an instance of {@link Place#declaredType()}
     */
    Object bind(Object value, Object owner, Place place);

    /**
     * @param value any object
     * @return whether it is one that {@link #bind} made
     */
    boolean isBound(Object value);

    /**
     * Stands for the final method {@link Semaphore#hasQueuedThreads()}.
     *
     * @param semaphore an instance of a subclass of {@code Semaphore}: a proxy, or the application's own
     * @return what the method documents
     */
    boolean hasQueuedThreads(Semaphore semaphore);

    /**
     * Stands for the final method {@link Semaphore#getQueueLength()}.
     *
     * @param semaphore an instance of a subclass of {@code Semaphore}: a proxy, or the application's own
     * @return what the method documents
     */
    int getQueueLength(Semaphore semaphore);
}
