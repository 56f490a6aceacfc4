package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;

/**
 * A {@link DelayQueue} that belongs to the whole cluster. It departs from that as the description of the package says, and
 * in this: elements are asked for their delay once, when they come in.
 *
 * @param <E> the elements
 */
@Forwards(DelayQueue.class)
public final class DistributedDelayQueue<E extends Delayed> extends ForwardingDelayQueue<E>
        implements DistributedProxy {
    private final RemoteDelayQueue<E> queue;

    /**
     * @param binding of a delay queue
     */
    public DistributedDelayQueue(Binding binding) {
        this.queue = new RemoteDelayQueue<>(binding);
    }

    @Override
    RemoteDelayQueue<E> remote() {
        return queue;
    }

    @Override
    public Binding distributedBinding() {
        return queue.binding();
    }
}
