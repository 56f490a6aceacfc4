package io.dipc.proxies.binding;

import io.dipc.objects.Kind;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.executor.DistributedForkJoinPool;
import io.dipc.proxies.executor.DistributedScheduledThreadPoolExecutor;
import io.dipc.proxies.executor.DistributedThreadPoolExecutor;
import io.dipc.proxies.queue.DistributedArrayBlockingQueue;
import io.dipc.proxies.queue.DistributedConcurrentLinkedDeque;
import io.dipc.proxies.queue.DistributedConcurrentLinkedQueue;
import io.dipc.proxies.queue.DistributedDelayQueue;
import io.dipc.proxies.queue.DistributedLinkedBlockingDeque;
import io.dipc.proxies.queue.DistributedLinkedBlockingQueue;
import io.dipc.proxies.queue.DistributedLinkedTransferQueue;
import io.dipc.proxies.queue.DistributedPriorityBlockingQueue;
import io.dipc.proxies.queue.DistributedSynchronousQueue;
import io.dipc.proxies.semaphore.DistributedSemaphore;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The classes of the JDK whose objects can be distributed, each with its proxy. */
enum ProxyType {
    ARRAY_BLOCKING_QUEUE(ArrayBlockingQueue.class, Kind.FIFO_QUEUE, DistributedArrayBlockingQueue::new),
    LINKED_BLOCKING_QUEUE(LinkedBlockingQueue.class, Kind.FIFO_QUEUE, DistributedLinkedBlockingQueue::new),
    LINKED_BLOCKING_DEQUE(LinkedBlockingDeque.class, Kind.DEQUE, DistributedLinkedBlockingDeque::new),
    CONCURRENT_LINKED_QUEUE(ConcurrentLinkedQueue.class, Kind.FIFO_QUEUE, DistributedConcurrentLinkedQueue::new),
    CONCURRENT_LINKED_DEQUE(ConcurrentLinkedDeque.class, Kind.DEQUE, DistributedConcurrentLinkedDeque::new),
    PRIORITY_BLOCKING_QUEUE(PriorityBlockingQueue.class, Kind.PRIORITY_QUEUE, ProxyType::priorityQueue),
    DELAY_QUEUE(DelayQueue.class, Kind.DELAY_QUEUE, DistributedDelayQueue::new),
    LINKED_TRANSFER_QUEUE(LinkedTransferQueue.class, Kind.TRANSFER_QUEUE, DistributedLinkedTransferQueue::new),
    SYNCHRONOUS_QUEUE(SynchronousQueue.class, Kind.SYNCHRONOUS_QUEUE, DistributedSynchronousQueue::new),
    SEMAPHORE(Semaphore.class, Kind.SEMAPHORE, DistributedSemaphore::new),
    THREAD_POOL_EXECUTOR(ThreadPoolExecutor.class, Kind.EXECUTOR, ProxyType::threadPool),
    SCHEDULED_THREAD_POOL_EXECUTOR(ScheduledThreadPoolExecutor.class, Kind.EXECUTOR, ProxyType::scheduledPool),
    FORK_JOIN_POOL(ForkJoinPool.class, Kind.EXECUTOR, ProxyType::forkJoinPool);

    private static final ProxyType[] ALL = values();

    private final Class<?> local;
    private final Kind kind;
    private final BiFunction<Binding, Object, DistributedProxy> maker;

    ProxyType(Class<?> local, Kind kind, Function<Binding, DistributedProxy> maker) {
        this(local, kind, (binding, original) -> maker.apply(binding));
    }

    ProxyType(Class<?> local, Kind kind, BiFunction<Binding, Object, DistributedProxy> maker) {
        this.local = local;
        this.kind = kind;
        this.maker = maker;
    }

    private static DistributedProxy priorityQueue(Binding binding, Object original) {
        return new DistributedPriorityBlockingQueue<>(binding, ((PriorityBlockingQueue<?>) original).comparator());
    }

    private static DistributedProxy threadPool(Binding binding, Object original) {
        return new DistributedThreadPoolExecutor(
                binding,
                original instanceof ThreadPoolExecutor local && !(original instanceof DistributedProxy) ? local : null);
    }

    private static DistributedProxy scheduledPool(Binding binding, Object original) {
        boolean isLocal = original instanceof ScheduledThreadPoolExecutor && !(original instanceof DistributedProxy);
        return new DistributedScheduledThreadPoolExecutor(
                binding, isLocal ? (ScheduledThreadPoolExecutor) original : null);
    }

    private static DistributedProxy forkJoinPool(Binding binding, Object original) {
        return new DistributedForkJoinPool(
                binding,
                original instanceof ForkJoinPool local && !(original instanceof DistributedProxy) ? local : null);
    }

    /**
     * @return the type of a local object, or null if it cannot be distributed; a subclass may do anything, and cannot
     */
    static ProxyType of(Object value) {
        return of(value.getClass());
    }

    private static ProxyType of(Class<?> type) {
        for (ProxyType one : ALL) {
            if (one.local == type) {
                return one;
            }
        }
        return null;
    }

    /** The type of a proxy. */
    static ProxyType of(DistributedProxy proxy) {
        // between the proxy and the class of the JDK there is one that forwards
        for (Class<?> type = proxy.getClass(); type != null; type = type.getSuperclass()) {
            ProxyType known = of(type);
            if (known != null) {
                return known;
            }
        }
        throw new IllegalArgumentException(proxy.getClass() + " (expected: a class of proxies)");
    }

    /**
     * @param name of the constant, from another member
     * @throws IllegalArgumentException if this member does not know it
     */
    static ProxyType named(String name) {
        for (ProxyType one : ALL) {
            if (one.name().equals(name)) {
                return one;
            }
        }
        throw new IllegalArgumentException("a proxy of type " + name + " is not known here (expected: one of "
                + Arrays.toString(ALL) + "); are all members of the cluster of the same version?");
    }

    /** The simple names of the JDK's classes, for people. */
    static String names() {
        return Arrays.stream(ALL).map(type -> type.local.getSimpleName()).collect(Collectors.joining(", "));
    }

    Kind kind() {
        return kind;
    }

    /** Whether it has no bound, and methods that rely on it. */
    boolean isUnbounded() {
        return this == CONCURRENT_LINKED_QUEUE || this == CONCURRENT_LINKED_DEQUE;
    }

    /** Whether its elements are handed from thread to thread, so that who gives waits for who takes. */
    boolean isRendezvous() {
        return this == LINKED_TRANSFER_QUEUE || this == SYNCHRONOUS_QUEUE;
    }

    /**
     * @return an empty local object, from which {@link #make} can make another proxy, or null if it needs none
     */
    static Object prototype(DistributedProxy proxy) {
        return proxy instanceof PriorityBlockingQueue<?> queue
                ? new PriorityBlockingQueue<>(1, queue.comparator())
                : null;
    }

    /**
     * @param original the local object, another proxy of it, or its {@link #prototype}
     */
    DistributedProxy make(Binding binding, Object original) {
        return maker.apply(binding, original);
    }
}
