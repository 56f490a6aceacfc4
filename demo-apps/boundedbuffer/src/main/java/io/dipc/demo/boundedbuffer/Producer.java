package io.dipc.demo.boundedbuffer;

import java.util.concurrent.BlockingQueue;

/**
 * Puts numbers into the buffer as long as there are some.
 *
 * @param buffer where they go
 * @param next where they come from
 * @param last the last one
 */
record Producer(Buffer buffer, BlockingQueue<Integer> next, int last) implements Runnable {

    @Override
    public void run() {
        try {
            for (int number = number(); number <= last; number = number()) {
                buffer.put(number);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int number() throws InterruptedException {
        int number = next.take();
        next.put(number + 1);
        return number;
    }
}
