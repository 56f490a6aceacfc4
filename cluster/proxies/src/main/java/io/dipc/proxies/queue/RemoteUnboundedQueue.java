package io.dipc.proxies.queue;

import io.dipc.proxies.Binding;
import java.util.concurrent.TimeUnit;

/**
 * A queue of the cluster without a bound: no offer waits for room.
 *
 * @param <E> the elements
 */
abstract class RemoteUnboundedQueue<E> extends RemoteQueue<E> {
    RemoteUnboundedQueue(Binding binding) {
        super(binding);
    }

    @Override
    public final void put(E element) {
        offer(element);
    }

    @Override
    public final boolean offer(E element, long timeout, TimeUnit unit) {
        return offer(element);
    }

    @Override
    public final int remainingCapacity() {
        return Integer.MAX_VALUE;
    }
}
