package io.dipc.proxies.binding;

import io.dipc.Delivery;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * What an object that the application made tells about the distributed object that it stands for.
 *
 * @param type the class of the JDK
 * @param parameters the parameters of its kind
 * @param contents elements that were in it, in their order; never null
 */
record LocalObject(ProxyType type, byte[] parameters, Object[] contents) {
    private static final Object[] NONE = {};
    private static final byte[] NO_PARAMETERS = {};

    /**
     * @param sequential whether it is a pool that runs one task at a time
     * @throws NotDistributableException if there is no proxy that could stand for objects of its class
     */
    static LocalObject read(Object value, boolean sequential, BindRequest request) {
        ProxyType type = ProxyType.of(value);
        if (type == null) {
            throw new NotDistributableException(
                    request.place() + ": an object of class " + value.getClass().getName()
                            + " cannot be distributed (expected: one of the classes " + ProxyType.names()
                            + " of java.util.concurrent themselves, not subclasses); store one of these, or do not"
                            + " distribute " + request.place());
        }
        if (type.isRendezvous() && request.delivery() == Delivery.AT_LEAST_ONCE) {
            throw new NotDistributableException(request.place() + ": an object of class "
                    + value.getClass().getName()
                    + " cannot have delivery = AT_LEAST_ONCE, since who gives an element would wait until its taker comes"
                    + " back for the next; store another queue, or leave delivery out");
        }
        return switch (type) {
            case SEMAPHORE -> readSemaphore(type, (Semaphore) value, request.onCrash());
            case THREAD_POOL_EXECUTOR ->
                new LocalObject(type, LocalPools.parameters((ThreadPoolExecutor) value, sequential, request), NONE);
            case SCHEDULED_THREAD_POOL_EXECUTOR ->
                new LocalObject(type, LocalPools.parameters((ScheduledThreadPoolExecutor) value, sequential), NONE);
            case FORK_JOIN_POOL -> new LocalObject(type, LocalPools.parameters((ForkJoinPool) value), NONE);
            case PRIORITY_BLOCKING_QUEUE ->
                new LocalObject(type, NO_PARAMETERS, inOrder((PriorityBlockingQueue<?>) value));
            case DELAY_QUEUE, LINKED_TRANSFER_QUEUE, SYNCHRONOUS_QUEUE ->
                new LocalObject(type, NO_PARAMETERS, ((Collection<?>) value).toArray());
            default -> readQueue(type, (Collection<?>) value);
        };
    }

    private static <E> Object[] inOrder(PriorityBlockingQueue<E> queue) {
        @SuppressWarnings("unchecked") // what is in the queue
        E[] contents = (E[]) queue.toArray();
        Arrays.sort(contents, queue.comparator());
        return contents;
    }

    private static LocalObject readSemaphore(ProxyType type, Semaphore semaphore, OnCrash onCrash) {
        int permits = semaphore.availablePermits();
        byte[] parameters =
                new SemaphoreParameters(permits, semaphore.isFair(), isReleasedAtCrash(onCrash, permits)).toBytes();
        return new LocalObject(type, parameters, NONE);
    }

    private static LocalObject readQueue(ProxyType type, Collection<?> queue) {
        if (!(queue instanceof BlockingQueue<?> bounded)) {
            return new LocalObject(type, new QueueParameters(Integer.MAX_VALUE).toBytes(), queue.toArray());
        }
        Object[] contents;
        int room;
        do {
            // another thread may have the queue already
            contents = queue.toArray();
            room = bounded.remainingCapacity();
        } while (queue.size() != contents.length);
        return new LocalObject(type, new QueueParameters(contents.length + room).toBytes(), contents);
    }

    private static boolean isReleasedAtCrash(OnCrash onCrash, int permits) {
        return onCrash == OnCrash.DEFAULT ? permits > 0 : onCrash == OnCrash.RELEASE;
    }
}
