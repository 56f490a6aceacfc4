package io.dipc.proxies.binding;

import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * What an object that the application made tells about the distributed object that it stands for.
 *
 * @param type the class of the JDK
 * @param parameters the parameters of its kind
 * @param contents elements that were in it; never null
 */
record LocalObject(ProxyType type, byte[] parameters, Object[] contents) {
    private static final Object[] NONE = {};

    /**
     * @throws NotDistributableException if there is no proxy that could stand for objects of its class
     */
    static LocalObject read(Object value, BindRequest request) {
        ProxyType type = ProxyType.of(value);
        if (type == null) {
            throw new NotDistributableException(
                    request.place() + ": an object of class " + value.getClass().getName()
                            + " cannot be distributed (expected: one of the classes " + ProxyType.names()
                            + " of java.util.concurrent themselves, not subclasses); store one of these, or do not"
                            + " distribute " + request.place());
        }
        return value instanceof Semaphore semaphore
                ? readSemaphore(type, semaphore, request.onCrash())
                : readQueue(type, (Collection<?>) value);
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
