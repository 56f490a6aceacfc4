package io.dipc.it.faults.apps;

import io.dipc.Distributed;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** What the workers share. */
public final class Objects {

    public static final int CAPACITY = 4;
    public static final int PERMITS = 2;

    @Distributed("linked")
    static final BlockingQueue<String> LINKED = new LinkedBlockingQueue<>(CAPACITY);

    @Distributed("array")
    static final BlockingQueue<String> ARRAY = new ArrayBlockingQueue<>(CAPACITY);

    @Distributed("deque")
    static final BlockingDeque<String> DEQUE = new LinkedBlockingDeque<>(CAPACITY);

    @Distributed("permits")
    static final Semaphore SEMAPHORE = new Semaphore(PERMITS);

    private Objects() {}

    /** Whether a key is that of the semaphore. */
    public static boolean isSemaphore(String key) {
        return key.equals("permits");
    }
}
