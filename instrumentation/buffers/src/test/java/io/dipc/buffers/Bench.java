package io.dipc.buffers;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.LongSupplier;

/**
 * Main: nanoseconds per access to a buffer of 16 MiB. Argument: {@code plain}, in a JVM without hooks; {@code hooked}, an
 * ordinary buffer in one with them; or {@code shared}, a region of which all pages are here. One kind per JVM, as the
 * compiler specialises what only one of them uses; {@code instrumentation/buffers/bench} gives the ratios.
 */
final class Bench {
    private static final int SIZE = 1 << 24;
    private static final int MASK = SIZE - 1;
    private static final int ACCESSES = 1 << 16;
    private static final int PAGE = 4096;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 15;
    private static final long ROUND_NANOS = 40_000_000;

    private static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
    private static final byte[] BYTES = new byte[PAGE];
    private static long random = 88172645463325252L;
    private static long sink;

    private Bench() {}

    public static void main(String[] arguments) {
        if (!arguments[0].equals("plain")) {
            LocalPager pager = new LocalPager();
            Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, PAGE, pager);
            if (arguments[0].equals("shared")) {
                region.rewire(BUFFER);
                region.protect(0, SIZE / PAGE, PageState.DIRTY);
            }
        }
        for (int i = 0; i < SIZE; i += PAGE) {
            BUFFER.put(i, (byte) 1);
        }
        measure("random getInt", ACCESSES, Bench::randomReads);
        measure("random putInt", ACCESSES, Bench::randomWrites);
        measure("getInt in a loop", ACCESSES, Bench::reads);
        measure("putInt in a loop", ACCESSES, Bench::writes);
        measure("get of 4 KiB", SIZE / PAGE, Bench::bulkReads);
        measure("put of 4 KiB", SIZE / PAGE, Bench::bulkWrites);
        if (sink == 42) {
            System.out.println();
        }
    }

    private static void measure(String name, int operations, LongSupplier action) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            // Time on a processor: others may want it, too.
            long begin = THREADS.getCurrentThreadCpuTime();
            long now;
            int runs = 0;
            do {
                sink += action.getAsLong();
                runs++;
                now = THREADS.getCurrentThreadCpuTime();
            } while (now - begin < ROUND_NANOS);
            best = Math.min(best, (double) (now - begin) / runs / operations);
        }
        System.out.printf("%-18s %10.3f%n", name.replace(' ', '-'), best);
    }

    private static int next() {
        long x = random;
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        random = x;
        return (int) x & MASK & ~3;
    }

    private static long randomReads() {
        long sum = 0;
        for (int i = 0; i < ACCESSES; i++) {
            sum += BUFFER.getInt(next());
        }
        return sum;
    }

    private static long randomWrites() {
        for (int i = 0; i < ACCESSES; i++) {
            BUFFER.putInt(next(), i);
        }
        return 0;
    }

    private static long reads() {
        int begin = next() & ~(4 * ACCESSES - 1);
        long sum = 0;
        for (int i = 0; i < ACCESSES; i++) {
            sum += BUFFER.getInt(begin + 4 * i);
        }
        return sum;
    }

    private static long writes() {
        int begin = next() & ~(4 * ACCESSES - 1);
        for (int i = 0; i < ACCESSES; i++) {
            BUFFER.putInt(begin + 4 * i, i);
        }
        return 0;
    }

    private static long bulkReads() {
        for (int i = 0; i < SIZE; i += PAGE) {
            BUFFER.get(i, BYTES);
        }
        return BYTES[3];
    }

    private static long bulkWrites() {
        for (int i = 0; i < SIZE; i += PAGE) {
            BUFFER.put(i, BYTES);
        }
        return 0;
    }
}
