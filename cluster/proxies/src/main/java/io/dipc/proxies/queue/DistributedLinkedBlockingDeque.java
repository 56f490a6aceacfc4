package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.concurrent.LinkedBlockingDeque;

/**
 * A {@link LinkedBlockingDeque} that belongs to the whole cluster. How it departs from that is told in the description of the package.
 *
 * @param <E> the elements
 */
@Forwards(LinkedBlockingDeque.class)
public final class DistributedLinkedBlockingDeque<E> extends ForwardingLinkedBlockingDeque<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteDeque<E> deque;

    /**
     * @param binding of a deque
     */
    public DistributedLinkedBlockingDeque(Binding binding) {
        super(1);
        this.deque = new RemoteDeque<>(binding);
    }

    @Override
    RemoteDeque<E> remote() {
        return deque;
    }

    @Override
    public Binding distributedBinding() {
        return deque.binding();
    }

    private Object writeReplace() {
        return deque.boundedForm(this, LinkedBlockingDeque::new);
    }
}
