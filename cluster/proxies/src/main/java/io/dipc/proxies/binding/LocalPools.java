package io.dipc.proxies.binding;

import io.dipc.NotDistributableException;
import io.dipc.objects.executor.ExecutorParameters;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;

/** What a pool that the application made tells about the executor that it stands for. */
final class LocalPools {
    /** Those that keep tasks in the order of their submission. */
    private static final Set<Class<?>> QUEUES = Set.of(
            ArrayBlockingQueue.class,
            LinkedBlockingDeque.class,
            LinkedBlockingQueue.class,
            LinkedTransferQueue.class,
            SynchronousQueue.class);

    private static final String WRAPPER = "java.util.concurrent.Executors$";
    private static final String DELEGATED = "DelegatedExecutorService";

    private LocalPools() {}

    /**
     * @param opener opens the package of a class to the module of this class
     * @return the pool inside of one of the JDK's wrappers; else the value itself
     */
    static Object unwrapped(Object value, Consumer<Class<?>> opener) {
        Class<?> wrapper = wrapper(value.getClass());
        if (wrapper == null) {
            return value;
        }
        if (!wrapper.getModule().isOpen(wrapper.getPackageName(), LocalPools.class.getModule())) {
            opener.accept(wrapper);
        }
        try {
            Field field = wrapper.getDeclaredField("e");
            field.setAccessible(true);
            return field.get(value);
        } catch (ReflectiveOperationException e) {
            throw new NotDistributableException(
                    "an executor of class " + value.getClass().getName() + " cannot be looked into on this JVM: " + e,
                    e);
        }
    }

    /**
     * Whether it is what {@link Executors#newSingleThreadExecutor()} or {@link Executors#newSingleThreadScheduledExecutor()}
     * makes, which promise that never two tasks run at once.
     *
     * @param pool what is inside of it
     */
    static boolean isSequential(Object value, Object pool) {
        return switch (value.getClass().getSimpleName()) {
            case "FinalizableDelegatedExecutorService", "AutoShutdownDelegatedExecutorService" -> value != pool;
            case "DelegatedScheduledExecutorService" ->
                pool instanceof ScheduledThreadPoolExecutor scheduled && scheduled.getCorePoolSize() == 1;
            default -> false;
        };
    }

    private static Class<?> wrapper(Class<?> type) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            if (one.getName().equals(WRAPPER + DELEGATED)) {
                return one;
            }
        }
        return null;
    }

    static byte[] parameters(ScheduledThreadPoolExecutor pool, boolean sequential) {
        return new ExecutorParameters(
                        Math.max(1, pool.getCorePoolSize()), Integer.MAX_VALUE, together(sequential), true)
                .toBytes();
    }

    private static int together(boolean sequential) {
        return sequential ? 1 : Integer.MAX_VALUE;
    }

    static byte[] parameters(ForkJoinPool pool) {
        return new ExecutorParameters(pool.getParallelism(), Integer.MAX_VALUE).toBytes();
    }

    /**
     * A pool has as many threads as it would have with a full queue, or, where the queue is never full, as it keeps.
     *
     * @param sequential whether only one task may run at once, in whichever JVM
     * @throws NotDistributableException if its queue has an order of its own
     */
    static byte[] parameters(ThreadPoolExecutor pool, boolean sequential, BindRequest request) {
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
        return new ExecutorParameters(threads, capacity, together(sequential), false).toBytes();
    }
}
