package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * An {@link ArrayBlockingQueue} that belongs to the whole cluster. How it departs from that is told in the description of the package.
 *
 * @param <E> the elements
 */
@Forwards(ArrayBlockingQueue.class)
public final class DistributedArrayBlockingQueue<E> extends ForwardingArrayBlockingQueue<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteQueue<E> queue;

    /**
     * @param binding of a fifo queue
     */
    public DistributedArrayBlockingQueue(Binding binding) {
        super(1);
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

    private Object writeReplace() {
        return queue.boundedForm(this, ArrayBlockingQueue::new);
    }
}
