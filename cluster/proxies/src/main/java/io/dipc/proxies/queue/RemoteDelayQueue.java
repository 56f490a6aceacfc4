package io.dipc.proxies.queue;

import io.dipc.objects.delay.DelayCommand;
import io.dipc.proxies.Binding;
import java.util.Collection;
import java.util.Spliterator;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A delay queue of the cluster. An element is asked for its delay once, when it is offered; the home keeps the time.
 *
 * @param <E> the elements
 */
final class RemoteDelayQueue<E extends Delayed> extends RemoteUnboundedQueue<E> {
    RemoteDelayQueue(Binding binding) {
        super(binding);
    }

    @Override
    public boolean offer(E element) {
        byte[] body = encode(element);
        // asked last, since the time that goes by until the home has the answer is added to the delay
        long nanos = element.getDelay(TimeUnit.NANOSECONDS);
        handle().call(DelayCommand.offer(new DelayCommand.Delayed(nanos, body)));
        return true;
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addEach(elements);
    }

    @Override
    public Spliterator<E> spliterator() {
        return new ArraySpliterator<>(this::toArray, 0);
    }
}
