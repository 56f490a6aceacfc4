package io.dipc.proxies.testing.peer;

import io.dipc.Distributed;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/** Fields as a program has them: in either JVM an object becomes distributed by being stored here. */
final class Place {
    /** Read by the agent. */
    private final String key;

    @Distributed("{key}")
    private Queue<?> queue;

    @Distributed("{key}")
    private Semaphore semaphore;

    private Place(String key) {
        this.key = key;
    }

    /**
     * @param local a queue or a semaphore
     * @return the proxy, which has joined the cluster's object
     */
    static Object bind(String key, Object local) {
        Place place = new Place(key);
        Object bound;
        if (local instanceof Semaphore given) {
            place.semaphore = given;
            place.semaphore.availablePermits();
            bound = place.semaphore;
        } else {
            place.queue = (Queue<?>) local;
            place.queue.size();
            bound = place.queue;
        }
        if (bound == local) {
            throw new IllegalStateException(
                    place.key + " is an object of this JVM alone (expected: a JVM under the agent)");
        }
        return bound;
    }
}
