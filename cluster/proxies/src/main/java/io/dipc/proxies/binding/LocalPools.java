package io.dipc.proxies.binding;

import io.dipc.NotDistributableException;
import io.dipc.objects.executor.ExecutorParameters;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;

/** What a pool that the application made tells about the executor that it stands for. */
final class LocalPools {
    /** Those that keep tasks in the order of their submission. */
    private static final Set<Class<?>> QUEUES = Set.of(
            ArrayBlockingQueue.class,
            LinkedBlockingDeque.class,
            LinkedBlockingQueue.class,
            LinkedTransferQueue.class,
            SynchronousQueue.class);

    private LocalPools() {}

    /**
     * A pool has as many threads as it would have with a full queue, or, where the queue is never full, as it keeps.
     *
     * @throws NotDistributableException if its queue has an order of its own
     */
    static byte[] parameters(ThreadPoolExecutor pool, BindRequest request) {
        BlockingQueue<Runnable> queue = pool.getQueue();
        if (!QUEUES.contains(queue.getClass())) {
            throw new NotDistributableException(request.place() + ": a pool with a queue of class "
                    + queue.getClass().getName()
                    + " cannot be distributed, since the cluster runs tasks in the order of"
                    + " their submission (expected: a LinkedBlockingQueue, ArrayBlockingQueue, LinkedBlockingDeque,"
                    + " LinkedTransferQueue or SynchronousQueue); use one of these, or do not distribute "
                    + request.place());
        }
        int room = queue.remainingCapacity();
        int capacity = room == Integer.MAX_VALUE ? room : queue.size() + room;
        int threads = capacity == Integer.MAX_VALUE ? Math.max(1, pool.getCorePoolSize()) : pool.getMaximumPoolSize();
        return new ExecutorParameters(threads, capacity).toBytes();
    }
}
