package io.dipc.proxies.calls;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A class with the arguments of its constructor. */
enum Type {
    ARRAY_BLOCKING_QUEUE(() -> new ArrayBlockingQueue<>(5)),
    FAIR_ARRAY_BLOCKING_QUEUE(() -> new ArrayBlockingQueue<>(1, true)),
    LINKED_BLOCKING_QUEUE(() -> new LinkedBlockingQueue<>(5)),
    LINKED_BLOCKING_QUEUE_WITHOUT_BOUND(LinkedBlockingQueue::new),
    LINKED_BLOCKING_DEQUE(() -> new LinkedBlockingDeque<>(5)),
    LINKED_BLOCKING_DEQUE_WITHOUT_BOUND(LinkedBlockingDeque::new),
    CONCURRENT_LINKED_QUEUE(ConcurrentLinkedQueue::new),
    CONCURRENT_LINKED_DEQUE(ConcurrentLinkedDeque::new),
    LINKED_TRANSFER_QUEUE(LinkedTransferQueue::new),
    PRIORITY_BLOCKING_QUEUE(PriorityBlockingQueue::new),
    PRIORITY_BLOCKING_QUEUE_WITH_COMPARATOR(() -> new PriorityBlockingQueue<>(3, Type::backwards)),
    DELAY_QUEUE(DelayQueue::new),
    SYNCHRONOUS_QUEUE(SynchronousQueue::new),
    FAIR_SYNCHRONOUS_QUEUE(() -> new SynchronousQueue<>(true)),
    SEMAPHORE(() -> new Semaphore(2)),
    FAIR_SEMAPHORE_BELOW_ZERO(() -> new Semaphore(-1, true));

    /** Stands for the object that is called, as an element of its own. */
    static final Object THIS = new Object();

    private final Supplier<?> constructor;

    Type(Supplier<?> constructor) {
        this.constructor = constructor;
    }

    /** One with up to three elements, the same ones for each seed. */
    @SuppressWarnings("unchecked") // any element, as the class has no other type at run time
    Object create(long seed) {
        Object created = constructor.get();
        if (created instanceof Collection<?> collection) {
            Random random = new Random(seed);
            for (int i = random.nextInt(4); i > 0; i--) {
                Object element = isOrderedByElements() ? sound(random) : random.nextInt(6);
                if (created instanceof BlockingQueue<?> queue && queue.remainingCapacity() == 0) {
                    break;
                }
                ((Collection<Object>) collection).add(element);
            }
        }
        return created;
    }

    /** Whether the order of iteration means nothing. */
    boolean isOrderedByElements() {
        return this == PRIORITY_BLOCKING_QUEUE
                || this == PRIORITY_BLOCKING_QUEUE_WITH_COMPARATOR
                || this == DELAY_QUEUE;
    }

    /** An argument where an element may be: one of few, so that others are found; at times one that cannot be added. */
    Object element(Random random) {
        int kind = random.nextInt(40);
        if (this == DELAY_QUEUE) {
            return sound(random);
        }
        if (isOrderedByElements()) {
            return kind == 0 ? "text" : kind == 1 ? new ArrayList<>(List.of(1)) : sound(random);
        }
        return kind < 2 && mayContainItself() ? THIS : kind < 15 ? "s" + random.nextInt(3) : sound(random);
    }

    /** The JDK's others overflow the stack in {@code toString} then. */
    private boolean mayContainItself() {
        return this != CONCURRENT_LINKED_QUEUE && this != CONCURRENT_LINKED_DEQUE && this != LINKED_TRANSFER_QUEUE;
    }

    private static int backwards(Object one, Object other) {
        return Integer.compare((Integer) other, (Integer) one);
    }

    private Object sound(Random random) {
        return this == DELAY_QUEUE ? new Due(random.nextInt(8) - 5) : (Object) random.nextInt(6);
    }

    /** Whether a call would wait, as long as it may. */
    boolean waits(Object object, Method method, Object[] arguments) {
        String name = method.getName();
        boolean timed = isTimed(method);
        if (object instanceof Semaphore semaphore) {
            int permits = permits(arguments);
            return (timed || name.startsWith("acquire")) && permits >= 0 && permits > semaphore.availablePermits();
        }
        if (!(object instanceof BlockingQueue<?> queue)) {
            return false;
        }
        if (name.startsWith("take") || timed && name.startsWith("poll")) {
            Object head = queue.peek();
            return head == null || head instanceof Delayed delayed && delayed.getDelay(TimeUnit.NANOSECONDS) > 0;
        }
        if (name.equals("transfer") || timed && name.equals("tryTransfer")) {
            return true;
        }
        return (name.startsWith("put") || timed && name.startsWith("offer")) && queue.remainingCapacity() == 0;
    }

    /** Whether the JDK would grant permits that are not there, since its count goes round. */
    static boolean wrapsAround(Object object, Method method, Object[] arguments) {
        return object instanceof Semaphore semaphore
                && method.getName().toLowerCase(Locale.ROOT).contains("acquire")
                && (long) semaphore.availablePermits() - permits(arguments) < Integer.MIN_VALUE;
    }

    private static int permits(Object[] arguments) {
        return arguments.length > 0 && arguments[0] instanceof Integer number ? number : 1;
    }

    /** Whether a call waits no longer than it is told. */
    static boolean isTimed(Method method) {
        return List.of(method.getParameterTypes()).contains(TimeUnit.class);
    }

    /** Whether the JDK asks for an interrupt before it waits, but did not yet in this version. */
    boolean doesNotAskForInterruptsYet(String method) {
        return Runtime.version().feature() < 21 && this == LINKED_TRANSFER_QUEUE && method.equals("take");
    }
}
