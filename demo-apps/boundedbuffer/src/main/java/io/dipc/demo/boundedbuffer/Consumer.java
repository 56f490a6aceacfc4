package io.dipc.demo.boundedbuffer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Takes numbers out of the buffer as long as some are to come, and then tells what it had.
 *
 * @param buffer where they are
 * @param toConsume a permit for each number that nobody has gone for yet
 * @param received where to tell
 */
record Consumer(Buffer buffer, Semaphore toConsume, BlockingQueue<Received> received) implements Runnable {

    @Override
    public void run() {
        try {
            Received mine = Received.NOTHING;
            while (toConsume.tryAcquire()) {
                mine = mine.plus(new Received(1, buffer.take()));
            }
            received.put(mine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
