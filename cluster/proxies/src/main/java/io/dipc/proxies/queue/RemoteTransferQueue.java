package io.dipc.proxies.queue;

import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.transfer.TransferCommand;
import io.dipc.objects.transfer.TransferQuery;
import io.dipc.proxies.Binding;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;

/**
 * A transfer queue of the cluster. A transfer returns when its taker has the element; one whose time is over, or whose
 * thread is interrupted, while a taker is about to have it, ends when it is known whether it has.
 *
 * <p>As in the JDK, those who say for how long they would wait look first, and mind an interrupt only then.
 *
 * @param <E> the elements
 */
final class RemoteTransferQueue<E> extends RemoteUnboundedQueue<E> implements TransferQueue<E> {
    RemoteTransferQueue(Binding binding) {
        super(binding);
    }

    @Override
    public E poll(long timeout, TimeUnit unit) throws InterruptedException {
        long nanos = unit.toNanos(timeout);
        if (nanos > 0 && !Thread.currentThread().isInterrupted()) {
            return taken(QueueCommand.take(), nanos);
        }
        E element = poll();
        if (element == null && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return element;
    }

    @Override
    public void transfer(E element) throws InterruptedException {
        given(TransferCommand.transfer(encode(element)), Long.MAX_VALUE);
    }

    @Override
    public boolean tryTransfer(E element) {
        return QueueAnswer.added(handle().call(TransferCommand.tryTransfer(encode(element))));
    }

    @Override
    public boolean tryTransfer(E element, long timeout, TimeUnit unit) throws InterruptedException {
        byte[] body = encode(element);
        long nanos = unit.toNanos(timeout);
        if (nanos > 0 && !Thread.currentThread().isInterrupted()) {
            return given(TransferCommand.transfer(body), nanos);
        }
        boolean transferred = QueueAnswer.added(handle().call(TransferCommand.tryTransfer(body)));
        if (!transferred && Thread.interrupted()) {
            throw new InterruptedException();
        }
        return transferred;
    }

    @Override
    public boolean hasWaitingConsumer() {
        return getWaitingConsumerCount() > 0;
    }

    @Override
    public int getWaitingConsumerCount() {
        return QueueAnswer.count(handle().query(TransferQuery.waitingTakes()));
    }
}
