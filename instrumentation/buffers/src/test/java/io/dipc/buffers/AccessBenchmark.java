package io.dipc.buffers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Accesses to a buffer of 16 MiB. Run by {@link Bench}, which takes the best iteration: so there are many short ones. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 60, time = 15, timeUnit = TimeUnit.MILLISECONDS)
public class AccessBenchmark {
    private static final int SIZE = 1 << 24;
    private static final int MASK = SIZE - 1;
    private static final int ACCESSES = 1 << 16;
    private static final int PAGE = 4096;

    /** Enough for the compiler's profiles to have it. */
    private static final int ACCESSES_BESIDE = 20_000;

    /** Whose buffer. */
    public enum Kind {
        /** An ordinary one in a JVM without hooks. */
        PLAIN,
        /** An ordinary one in a JVM with them. */
        HOOKED,
        /** The same, where a buffer over a region is accessed by the same methods, and has had faults. */
        BESIDE,
        /** One over a region of which all pages are here. */
        SHARED
    }

    @Param({"PLAIN", "HOOKED", "BESIDE", "SHARED"})
    public Kind kind;

    private final byte[] bytes = new byte[PAGE];
    private ByteBuffer buffer;
    private long random = 88172645463325252L;

    @Setup
    public void prepare() {
        buffer = newBuffer(SIZE);
        if (kind != Kind.PLAIN) {
            LocalPager pager = new LocalPager();
            Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, PAGE, pager);
            pager.region = region;
            if (kind == Kind.BESIDE) {
                ByteBuffer shared = newBuffer(SIZE);
                region.rewire(shared);
                accessBeside(shared);
            } else if (kind == Kind.SHARED) {
                region.rewire(buffer);
                region.protect(0, SIZE / PAGE, PageState.DIRTY);
            }
        }
        for (int i = 0; i < SIZE; i += PAGE) {
            buffer.put(i, (byte) 1);
        }
    }

    private static ByteBuffer newBuffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private void accessBeside(ByteBuffer shared) {
        for (int i = 0; i < ACCESSES_BESIDE; i++) {
            int index = next();
            shared.putInt(index, i + shared.getInt(MASK & ~3 & ~index));
            if (i % 100 == 0) {
                shared.put(index & -PAGE, bytes);
                shared.get(index & -PAGE, bytes);
            }
        }
    }

    private int next() {
        long x = random;
        x ^= x << 13;
        x ^= x >>> 7;
        x ^= x << 17;
        random = x;
        return (int) x & MASK & ~3;
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long randomReads() {
        long sum = 0;
        for (int i = 0; i < ACCESSES; i++) {
            sum += buffer.getInt(next());
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public void randomWrites() {
        for (int i = 0; i < ACCESSES; i++) {
            buffer.putInt(next(), i);
        }
    }

    /** A loop that C2 vectorises. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public long sequentialReads() {
        int begin = next() & ~(4 * ACCESSES - 1);
        long sum = 0;
        for (int i = 0; i < ACCESSES; i++) {
            sum += buffer.getInt(begin + 4 * i);
        }
        return sum;
    }

    /** A loop that C2 vectorises. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public void sequentialWrites() {
        int begin = next() & ~(4 * ACCESSES - 1);
        for (int i = 0; i < ACCESSES; i++) {
            buffer.putInt(begin + 4 * i, i);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SIZE / PAGE)
    public long bulkReads() {
        for (int i = 0; i < SIZE; i += PAGE) {
            buffer.get(i, bytes);
        }
        return bytes[3];
    }

    @Benchmark
    @OperationsPerInvocation(SIZE / PAGE)
    public void bulkWrites() {
        for (int i = 0; i < SIZE; i += PAGE) {
            buffer.put(i, bytes);
        }
    }
}
