package io.dipc.objects;

import io.dipc.objects.queue.FifoQueue;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SharedSemaphore;

/** What a distributed object is. The ordinal is part of the wire format: only append. */
public enum Kind {
    /** A first-in-first-out queue, bounded or not. */
    FIFO_QUEUE("fifo queue") {
        @Override
        public StateMachine create(byte[] parameters) {
            return new FifoQueue(QueueParameters.of(parameters));
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
            return new FifoQueue(QueueParameters.of(parameters));
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
