package io.dipc.demo.kernels;

import java.util.concurrent.Semaphore;

/**
 * Where workers wait for each other: one of them until all others have arrived, the others until that one lets them go on.
 * Through two doors in turn, since a worker may be back before another has gone. Not thread-safe: each worker has its own.
 */
final class Barrier {

    private final Part part;
    private int crossed;

    Barrier(Part part) {
        this.part = part;
    }

    void await() throws InterruptedException {
        Semaphore door = Kernels.DOORS[crossed++ % Kernels.DOORS.length];
        int others = part.of() - 1;
        if (part.number() == 0) {
            Kernels.ARRIVED.acquire(others);
            door.release(others);
        } else {
            Kernels.ARRIVED.release();
            door.acquire();
        }
    }
}
