package io.dipc.objects;

import io.dipc.objects.delay.DelayedQueue;
import io.dipc.objects.directory.SharedDirectory;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.ScheduledExecutor;
import io.dipc.objects.executor.SharedExecutor;
import io.dipc.objects.priority.PriorityQueue;
import io.dipc.objects.queue.BoundedDeque;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.region.RegionParameters;
import io.dipc.objects.region.SharedRegion;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SharedSemaphore;
import io.dipc.objects.threads.SharedThreads;
import io.dipc.objects.transfer.TransferQueue;

/** What a distributed object is. The ordinal is part of the wire format: only append. */
public enum Kind {
    /** A first-in-first-out queue, bounded or not. */
    FIFO_QUEUE("fifo queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new BoundedDeque(QueueParameters.of(parameters));
        }
    },
    /** A counting semaphore, fair or not. */
    SEMAPHORE("semaphore") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new SharedSemaphore(SemaphoreParameters.of(parameters));
        }
    },
    /** A queue with two ends, bounded or not. */
    DEQUE("deque") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new BoundedDeque(QueueParameters.of(parameters));
        }
    },
    /** A queue in the order that its clients give. */
    PRIORITY_QUEUE("priority queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new PriorityQueue();
        }
    },
    /** A queue whose elements can be taken when their delay is over. */
    DELAY_QUEUE("delay queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new DelayedQueue();
        }
    },
    /** A first-in-first-out queue whose puts may wait for their taker. */
    TRANSFER_QUEUE("transfer queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new TransferQueue();
        }
    },
    /** The same without a capacity: every put waits. */
    SYNCHRONOUS_QUEUE("synchronous queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new TransferQueue();
        }
    },
    /** A queue of tasks with the table of their outcomes. */
    EXECUTOR("executor") {
        @Override
        public StateMachine create(byte[] parameters) {
            ExecutorParameters of = ExecutorParameters.of(parameters);
            return of.scheduled() ? new ScheduledExecutor(of) : new SharedExecutor(of);
        }
    },
    /** Names that members have registered. */
    DIRECTORY("directory") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new SharedDirectory();
        }
    },
    /** Threads that were started in one member and run in another. */
    THREADS("threads") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new SharedThreads();
        }
    },
    /** Shared memory: who uses it and what of it was written; its pages are elsewhere. */
    REGION("region") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new SharedRegion(RegionParameters.of(parameters));
        }
    };

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /**
     * A new object in its initial state.
     *
     * @param parameters those of its {@link Descriptor}
     * @throws IllegalArgumentException if they are not parameters of this kind
     */
    public abstract StateMachine create(byte[] parameters);
}
