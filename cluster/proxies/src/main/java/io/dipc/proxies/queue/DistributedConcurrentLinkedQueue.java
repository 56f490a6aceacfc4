package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A {@link ConcurrentLinkedQueue} that belongs to the whole cluster. How it departs from that is told in the description of the package.
 *
 * @param <E> the elements
 */
@Forwards(ConcurrentLinkedQueue.class)
public final class DistributedConcurrentLinkedQueue<E> extends ForwardingConcurrentLinkedQueue<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteQueue<E> queue;

    /**
     * @param binding of an unbounded fifo queue
     */
    public DistributedConcurrentLinkedQueue(Binding binding) {
        this.queue = new RemoteQueue<>(binding);
    }

    @Override
    RemoteQueue<E> remote() {
        return queue;
    }

    @Override
    public Binding distributedBinding() {
        return queue.binding();
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return queue.addAllTogether(elements);
    }

    private Object writeReplace() {
        return queue.unboundedForm(this, () -> new ConcurrentLinkedQueue<>());
    }
}
