package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.concurrent.LinkedTransferQueue;

/**
 * A {@link LinkedTransferQueue} that belongs to the whole cluster. How it departs from that is told in the description of the package.
 *
 * @param <E> the elements
 */
@Forwards(LinkedTransferQueue.class)
public final class DistributedLinkedTransferQueue<E> extends ForwardingLinkedTransferQueue<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteTransferQueue<E> queue;

    /**
     * @param binding of a transfer queue
     */
    public DistributedLinkedTransferQueue(Binding binding) {
        this.queue = new RemoteTransferQueue<>(binding);
    }

    @Override
    RemoteTransferQueue<E> remote() {
        return queue;
    }

    @Override
    public Binding distributedBinding() {
        return queue.binding();
    }

    private Object writeReplace() {
        return queue.unboundedForm(this, () -> new LinkedTransferQueue<E>());
    }
}
