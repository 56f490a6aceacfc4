package io.dipc.proxies.binding;

import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.Collection;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * What an object that the application made tells about the distributed object that it stands for.
 *
 * @param type the class of the JDK
 * @param kind the kind
 * @param parameters the kind's parameters
 * @param contents elements that were in it; never null
 */
record LocalObject(Class<?> type, Kind kind, byte[] parameters, Object[] contents) {
    private static final Object[] NONE = {};

    /**
     * @throws NotDistributableException if there is no proxy that could stand for objects of its class
     */
    static LocalObject read(Object value, BindRequest request) {
        Class<?> type = value.getClass();
        if (type == ArrayBlockingQueue.class || type == LinkedBlockingQueue.class) {
            return readQueue(type, (Collection<?>) value);
        }
        if (type == Semaphore.class) {
            Semaphore semaphore = (Semaphore) value;
            int permits = semaphore.availablePermits();
            byte[] parameters = new SemaphoreParameters(
                            permits, semaphore.isFair(), isReleasedAtCrash(request.onCrash(), permits))
                    .toBytes();
            return new LocalObject(type, Kind.SEMAPHORE, parameters, NONE);
        }
        throw new NotDistributableException(request.place() + ": an object of class " + type.getName()
                + " cannot be distributed (expected: java.util.concurrent.ArrayBlockingQueue, LinkedBlockingQueue or"
                + " Semaphore themselves, not subclasses); store one of these, or do not distribute "
                + request.place());
    }

    /** Whether it is of a class that {@link #read} accepts. */
    static boolean isKnown(Object value) {
        Class<?> type = value.getClass();
        return type == ArrayBlockingQueue.class || type == LinkedBlockingQueue.class || type == Semaphore.class;
    }

    private static LocalObject readQueue(Class<?> type, Collection<?> queue) {
        Object[] contents;
        int room;
        do {
            // another thread may have the queue already
            contents = queue.toArray();
            room = ((BlockingQueue<?>) queue).remainingCapacity();
        } while (queue.size() != contents.length);
        return new LocalObject(type, Kind.FIFO_QUEUE, new QueueParameters(contents.length + room).toBytes(), contents);
    }

    private static boolean isReleasedAtCrash(OnCrash onCrash, int permits) {
        return onCrash == OnCrash.DEFAULT ? permits > 0 : onCrash == OnCrash.RELEASE;
    }
}
