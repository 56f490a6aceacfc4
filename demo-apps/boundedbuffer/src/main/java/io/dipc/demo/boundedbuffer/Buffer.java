package io.dipc.demo.boundedbuffer;

import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A buffer of a few places, after Dijkstra. One thread takes a permit of {@code empty} and another one gives it back,
 * and so for {@code full}: these permits count places, nobody owns them, and a crash must not give them back
 * ({@link OnCrash#KEEP}). A permit of {@code mutex} belongs to the thread that has it.
 */
final class Buffer {

    @Distributed("boundedbuffer.places")
    private final Queue<Integer> places = new LinkedBlockingQueue<>();

    @Distributed(value = "boundedbuffer.empty", onCrash = OnCrash.KEEP)
    private final Semaphore empty;

    @Distributed(value = "boundedbuffer.full", onCrash = OnCrash.KEEP)
    private final Semaphore full = new Semaphore(0);

    @Distributed("boundedbuffer.mutex")
    private final Semaphore mutex = new Semaphore(1);

    Buffer(int size) {
        empty = new Semaphore(size);
    }

    void put(int number) throws InterruptedException {
        empty.acquire();
        mutex.acquire();
        try {
            places.add(number);
        } finally {
            mutex.release();
        }
        full.release();
    }

    int take() throws InterruptedException {
        full.acquire();
        int number;
        mutex.acquire();
        try {
            number = places.remove();
        } finally {
            mutex.release();
        }
        empty.release();
        return number;
    }
}
