package io.dipc.buffers.base;

import io.dipc.buffers.jdk.ForceInline;

/** The thread that code runs on, before there were virtual threads. */
final class Carrier17 {

    private Carrier17() {}

    @ForceInline
    static Thread current() {
        return Thread.currentThread();
    }
}
