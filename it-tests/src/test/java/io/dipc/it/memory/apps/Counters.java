package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Counts with atomic operations. */
final class Counters {

    /** On few pages, so that they are fought for. */
    private static final int COUNTERS = 6;

    private static final int STRIDE = 2048;
    private static final int LOCK = COUNTERS * STRIDE;
    private static final int LOCKED = LOCK + STRIDE;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    @Distributed("counters.memory")
    private static MappedByteBuffer memory;

    /** One permit for each JVM that has counted. */
    @Distributed("counters.counted")
    private static final Semaphore COUNTED = new Semaphore(0);

    private Counters() {}

    /**
     * Each thread of each JVM adds 1 that many times to counters on several pages, by get-and-add, by compare-and-set, and
     * under an exclusive lock made of one. Each JVM prints {@code counted N of M} when all have counted.
     */
    static void count(int jvms, int threads, int times) throws InterruptedException {
        memory = MappedFile.ofZeros(LOCKED + Long.BYTES);
        ByteBuffer counters = memory.duplicate().order(ByteOrder.nativeOrder());
        List<Thread> counting = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int first = i;
            counting.add(new Thread(() -> count(counters, first, times), "counting-" + i));
        }
        counting.forEach(Thread::start);
        for (Thread thread : counting) {
            thread.join();
        }
        COUNTED.release();
        // Returned, so that every JVM sees that all have counted.
        COUNTED.acquire(jvms);
        COUNTED.release(jvms);
        long sum = counters.getLong(LOCKED);
        for (int i = 0; i < COUNTERS; i++) {
            sum += (long) LONGS.getVolatile(counters, i * STRIDE);
        }
        System.out.println("counted " + sum + " of " + (long) jvms * threads * times);
    }

    private static void count(ByteBuffer counters, int first, int times) {
        for (int i = 0; i < times; i++) {
            int at = (first + i) % COUNTERS * STRIDE;
            switch (i % 3) {
                case 0 -> LONGS.getAndAdd(counters, at, 1L);
                case 1 -> {
                    long value;
                    do {
                        value = (long) LONGS.getVolatile(counters, at);
                    } while (!LONGS.compareAndSet(counters, at, value, value + 1));
                }
                default -> {
                    while (!INTS.compareAndSet(counters, LOCK, 0, 1)) {
                        Thread.onSpinWait();
                    }
                    counters.putLong(LOCKED, counters.getLong(LOCKED) + 1);
                    INTS.setVolatile(counters, LOCK, 0);
                }
            }
        }
    }
}
