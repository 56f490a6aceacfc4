package io.dipc.buffers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Many virtual threads count in a region whose pages go away all the time, and wait for them without their carriers. By
 * reflection: the tests are compiled for 17.
 */
final class VirtualThreads implements Faults {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int PAGES = 4;
    private static final int PAGE = 4096;
    private static final int THREADS = 64;
    private static final int TIMES = 50;

    private final Reservation region =
            AddressSpace.of(TestAgent.instrumentation()).reserve(PAGES * PAGE, PAGE, this);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PAGES * PAGE);

    private VirtualThreads() {}

    static void check() throws ReflectiveOperationException, InterruptedException {
        new VirtualThreads().count();
    }

    private void count() throws ReflectiveOperationException, InterruptedException {
        region.rewire(buffer);
        Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            Runnable counting = () -> {
                for (int i = 0; i < TIMES; i++) {
                    int page = (first + i) % PAGES;
                    LONGS.getAndAdd(buffer, page * PAGE, 1L);
                    // In a place of its own.
                    buffer.putLong((page + 1) % PAGES * PAGE + 8 + 8 * first, i);
                }
            };
            threads.add((Thread) start.invoke(null, counting));
        }
        for (int page = 0; threads.stream().anyMatch(Thread::isAlive); page = (page + 1) % PAGES) {
            takeAway(page);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (int page = 0; page < PAGES; page++) {
            if (buffer.getLong(page * PAGE) != THREADS * TIMES / PAGES) {
                throw new AssertionError(buffer.getLong(page * PAGE) + " of page " + page);
            }
        }
    }

    private synchronized void takeAway(int page) {
        region.protect(page, PageState.INVALID);
        region.install(page, region.copy(page), PageState.INVALID);
    }

    @Override
    public void await(int page, boolean write) {
        LockSupport.parkNanos(100_000);
        grant(page);
    }

    private synchronized void grant(int page) {
        region.protect(page, PageState.DIRTY);
    }

    @Override
    public void used(int page) {
        // Pages are taken away whether they were used or not.
    }

    @Override
    public void overwrite(int page, byte[] bytes) {
        throw new AssertionError("no whole page is written");
    }

    @Override
    public void force(long offset, long length) {
        throw new AssertionError("nothing is forced");
    }
}
