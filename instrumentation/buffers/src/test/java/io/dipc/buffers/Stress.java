package io.dipc.buffers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Main: threads, more than there are processors, write and read words of few pages, while another takes the pages away
 * all the time and brings them back with every word changed. Prints what went wrong: a write that was lost or came late,
 * a word that was torn, that was older than one seen before, or than what was known to be written, a sum of atomic
 * additions that is wrong, bytes of two installs in one bulk read.
 *
 * <p>Arguments: for how long, in ms; how many times pages must have come at least, for which it goes on for some minutes if
 * need be; and one of {@link Controls#NAMES} to switch off: then it ends at the first failure, or after that time.
 */
final class Stress implements Faults {
    private static final int PAGE = 4096;
    private static final int PAGES = 4;
    private static final int THREADS = 4 * Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Index in a page of the words: one per thread; the pager's, which all read; one that all add to; a uniform run. */
    private static final int WORDS = 64;

    private static final int PUBLIC = 0;
    private static final int SUM = 32;
    private static final int UNIFORM = 2048;
    private static final int UNIFORM_LENGTH = 1024;

    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LIMIT_NANOS = 200_000_000_000L;

    private final long nanos;
    private final long leastInstalls;
    private final boolean untilFailure;
    private final Reservation region;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(PAGES * PAGE).order(ByteOrder.LITTLE_ENDIAN);

    /** Of the page: the state that it has been given last. Set by the pager alone. */
    private final AtomicIntegerArray states = new AtomicIntegerArray(PAGES);

    private final AtomicIntegerArray writersWaiting = new AtomicIntegerArray(PAGES);

    /** Of the page: what the pager has written to it for all to see. */
    private final AtomicLongArray published = new AtomicLongArray(PAGES);

    private final AtomicLong additions = new AtomicLong();
    private final AtomicLong accesses = new AtomicLong();
    private final int delays;
    private final long[] elsewhere;
    private long installs;
    private volatile String failure;
    private volatile boolean stop;

    private Stress(long millis, long leastInstalls, String without) {
        nanos = millis * 1_000_000;
        this.leastInstalls = leastInstalls;
        untilFailure = !without.isEmpty();
        delays = without.equals("barrier") ? 24 : 0;
        elsewhere = new long[delays > 0 ? 1 << 24 : 1];
        AddressSpace space = AddressSpace.of(TestAgent.instrumentation());
        space.switchOff(without);
        region = space.reserve(PAGES * PAGE, PAGE, this);
        region.rewire(buffer);
    }

    public static void main(String[] arguments) throws InterruptedException {
        new Stress(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]), arguments.length > 2 ? arguments[2] : "")
                .run();
    }

    private void run() throws InterruptedException {
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads[i] = new Thread(() -> use(thread));
            threads[i].start();
        }
        long[][] counts = new long[PAGES][THREADS];
        SplittableRandom random = new SplittableRandom(1);
        long start = System.nanoTime();
        for (long version = 1; goesOn(System.nanoTime() - start) && !(untilFailure && failure != null); version++) {
            move(random.nextInt(PAGES), version, counts, random);
        }
        stop = true;
        for (int page = 0; page < PAGES; page++) {
            grant(page, PageState.DIRTY);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long sum = 0;
        for (int page = 0; page < PAGES; page++) {
            sum += ByteBuffer.wrap(region.copy(page))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong(SUM);
        }
        check(sum == additions.get(), "sum %d (expected: %d)", sum, additions.get());
        System.out.println(failure == null ? "none" : failure);
        System.out.println(installs + " installs, " + accesses.get() + " accesses");
    }

    private boolean goesOn(long passed) {
        return passed < nanos || installs < leastInstalls && passed < nanos + LIMIT_NANOS;
    }

    // ---- the pager

    private void move(int page, long version, long[][] counts, SplittableRandom random) {
        if (writersWaiting.get(page) > 0 && states.get(page) != PageState.DIRTY.ordinal()) {
            grant(page, PageState.DIRTY);
        }
        // Longer without the barrier: the threads must be back in compiled code, where stores are close to each other.
        LockSupport.parkNanos(delays > 0 ? 200_000 : 1_000);
        if (states.get(page) == PageState.DIRTY.ordinal() && random.nextBoolean()) {
            share(page);
        }
        states.set(page, PageState.INVALID.ordinal());
        region.protect(page, PageState.INVALID);
        byte[] bytes = region.copy(page);
        ByteBuffer copy = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < THREADS; i++) {
            long word = copy.getLong(WORDS * (i + 1));
            check(intact(word) && count(word) >= counts[page][i], "pager: word of thread %d: %x", i, word);
            counts[page][i] = count(word);
        }
        published.set(page, version);
        LockSupport.parkNanos(1_000);
        check(Arrays.equals(bytes, region.copy(page)), "pager: page %d was written late", page);
        for (int i = 0; i <= THREADS; i++) {
            int at = WORDS * i;
            copy.putLong(at, word(i == PUBLIC ? 0 : counts[page][i - 1], version));
        }
        Arrays.fill(bytes, UNIFORM, UNIFORM + UNIFORM_LENGTH, (byte) version);
        PageState state = random.nextInt(4) > 0 ? PageState.DIRTY : PageState.values()[1 + random.nextInt(2)];
        if (random.nextBoolean()) {
            region.install(page, bytes, state);
        } else {
            installAsRun(page, bytes, state);
        }
        states.set(page, state.ordinal());
        installs++;
    }

    /** From where it lies behind another page, and with another one behind it. */
    private void installAsRun(int page, byte[] bytes, PageState state) {
        byte[] run = new byte[3 * bytes.length];
        Arrays.fill(run, (byte) -1);
        System.arraycopy(bytes, 0, run, bytes.length, bytes.length);
        region.install(page, 1, run, bytes.length, state);
    }

    /** As for other readers: writes end as the page becomes clean, and what it becomes then waits for nothing. */
    private void share(int page) {
        states.set(page, PageState.SHARED.ordinal());
        region.protect(page, PageState.CLEAN);
        region.protect(page, PageState.SHARED);
        byte[] bytes = region.copy(page);
        LockSupport.parkNanos(1_000);
        check(Arrays.equals(bytes, region.copy(page)), "pager: page %d was written while others could read it", page);
    }

    private void grant(int page, PageState state) {
        region.protect(page, state);
        states.set(page, state.ordinal());
    }

    @Override
    public void await(int page, boolean write) {
        PageState least = write ? PageState.DIRTY : PageState.SHARED;
        if (write) {
            writersWaiting.incrementAndGet(page);
        }
        while (states.get(page) < least.ordinal()) {
            Thread.yield();
        }
        if (write) {
            writersWaiting.decrementAndGet(page);
        }
    }

    @Override
    public void used(int page) {
        // Nothing is kept for anybody here.
    }

    @Override
    public void overwrite(int page, byte[] bytes) {
        throw new AssertionError("no page is overwritten");
    }

    @Override
    public void force(long offset, long length) {
        throw new AssertionError("nothing is forced");
    }

    // ---- the program

    private void use(int thread) {
        SplittableRandom random = new SplittableRandom(thread);
        long[] counts = new long[PAGES];
        long[] versions = new long[PAGES];
        byte[] run = new byte[UNIFORM_LENGTH];
        long added = 0;
        long n = 0;
        for (; !stop; n++) {
            int page = random.nextInt(PAGES);
            int own = page * PAGE + WORDS * (thread + 1);
            long word = buffer.getLong(own);
            check(intact(word), "thread %d: torn %x", thread, word);
            check(count(word) == counts[page], "thread %d: count %d (expected: %d)", thread, count(word), counts[page]);
            counts[page] = count(word) + 1 & 0xffffff;
            delayedPut(own, word(counts[page], version(word)), random);
            for (int i = 0; i < 20; i++) {
                long known = Math.max(published.get(page), versions[page]);
                word = buffer.getLong(page * PAGE + PUBLIC);
                check(intact(word), "thread %d: torn %x", thread, word);
                versions[page] = version(word);
                check(versions[page] >= known, "thread %d: version %d (expected: %d)", thread, versions[page], known);
            }
            if ((n & 7) == 0) {
                LONGS.getAndAdd(buffer, page * PAGE + SUM, 1L);
                added++;
                buffer.get(page * PAGE + UNIFORM, run);
                for (byte b : run) {
                    if (b != run[0]) {
                        check(false, "thread %d: bytes of two installs", thread);
                    }
                }
            }
        }
        additions.addAndGet(added);
        accesses.addAndGet(n);
    }

    /**
     * In a method of its own, which stays compiled: each wait for a page sends the caller to the interpreter for a while.
     */
    private void delayedPut(int index, long word, SplittableRandom random) {
        // Stores that miss the caches keep the next ones back for a while.
        for (int i = 0; i < delays; i++) {
            elsewhere[random.nextInt(elsewhere.length)] = word;
        }
        buffer.putLong(index, word);
    }

    // ---- words: 24 bits of a count, 24 of a version, 16 to know one that is torn

    private static long word(long count, long version) {
        long value = count << 40 | (version & 0xffffff) << 16;
        return value | hash(value);
    }

    private static long hash(long value) {
        return (value >>> 16) * 0x9E3779B97F4A7C15L >>> 48;
    }

    private static boolean intact(long word) {
        return word == 0 || hash(word & ~0xffffL) == (word & 0xffff);
    }

    private static long count(long word) {
        return word >>> 40;
    }

    private static long version(long word) {
        return word >>> 16 & 0xffffff;
    }

    private void check(boolean condition, String format, Object... arguments) {
        if (!condition && failure == null) {
            failure = String.format(format, arguments);
        }
    }
}
