package io.dipc.proxies.queue;

import io.dipc.forwarding.Forwards;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A {@link ConcurrentLinkedDeque} that belongs to the whole cluster. How it departs from that is told in the description of the package.
 *
 * @param <E> the elements
 */
@Forwards(ConcurrentLinkedDeque.class)
public final class DistributedConcurrentLinkedDeque<E> extends ForwardingConcurrentLinkedDeque<E>
        implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    private final transient RemoteDeque<E> deque;

    /**
     * @param binding of an unbounded deque
     */
    public DistributedConcurrentLinkedDeque(Binding binding) {
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

    @Override
    public boolean removeFirstOccurrence(Object sought) {
        return deque.removeFirstOccurrence(Objects.requireNonNull(sought));
    }

    @Override
    public boolean removeLastOccurrence(Object sought) {
        return deque.removeLastOccurrence(Objects.requireNonNull(sought));
    }

    @Override
    public boolean remove(Object sought) {
        return deque.remove(Objects.requireNonNull(sought));
    }

    private Object writeReplace() {
        return deque.unboundedForm(this, () -> new ConcurrentLinkedDeque<>());
    }
}
