package io.dipc.demo.boundedbuffer;

import java.io.Serializable;

/**
 * Numbers that came through the buffer.
 *
 * @param count how many
 * @param sum their sum
 */
record Received(int count, long sum) implements Serializable {

    static final Received NOTHING = new Received(0, 0);

    Received plus(Received other) {
        return new Received(count + other.count, sum + other.sum);
    }
}
