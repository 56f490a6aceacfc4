package io.dipc.buffers;

import io.dipc.buffers.hooks.Hooks;
import java.lang.instrument.Instrumentation;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The part of this JVM's addresses that holds the local copies of regions, and the buffers through which the program
 * accesses them. Thread-safe.
 */
public final class AddressSpace {
    private static final int SMALLEST_PAGE = 4096;
    private static AddressSpace instance;

    private final Instrumentation instrumentation;

    /** By their first address. */
    private final NavigableMap<Long, Region> regions = new ConcurrentSkipListMap<>();

    private Map<String, Object> switches = Controls.parse(Controls.given());
    private Hooks hooks;

    /** Why the hooks could not be installed, which is tried once. */
    private String refusal;

    /** The page by which the hooks are verified. */
    private long probe;

    private AddressSpace(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * The only one of this JVM. Nothing of the JDK is touched before the first reservation.
     *
     * @param instrumentation of an agent that can retransform classes
     */
    public static synchronized AddressSpace of(Instrumentation instrumentation) {
        if (instance == null) {
            instance = new AddressSpace(instrumentation);
        }
        return instance;
    }

    /** For controls in tests: switches off what accesses rest on, see {@link Controls}. Before the first reservation. */
    synchronized void switchOff(String names) {
        switches = Controls.parse(names);
    }

    /**
     * Whether a buffer can become part of a region at all.
     *
     * @throws UnsupportedOperationException if it cannot, or no buffer can in this JVM; says why
     */
    public synchronized void check(ByteBuffer buffer) {
        verify();
        Region.check(hooks, buffer);
    }

    private void verify() {
        if (refusal != null) {
            throw new UnsupportedOperationException(refusal);
        }
        if (hooks == null) {
            install();
        }
        hooks.verify(probe, Probe.FAULT);
    }

    /**
     * Reserves addresses for the copy of a region. Memory is used page by page, as pages are installed; it is never
     * given back, since buffers over it may live as long as the JVM.
     *
     * @param size in bytes, at least 1
     * @param pageSize in bytes, a power of two, at least 4096
     * @param faults told of accesses that a page's state does not allow
     * @return the copy: all zero, every page {@link PageState#INVALID}
     * @throws UnsupportedOperationException if buffers cannot be distributed in this JVM; says why
     */
    public synchronized Reservation reserve(long size, int pageSize, Faults faults) {
        if (size < 1) {
            throw new IllegalArgumentException("size: " + size + " (expected: at least 1)");
        }
        if (pageSize < SMALLEST_PAGE || Integer.bitCount(pageSize) != 1) {
            throw new IllegalArgumentException(
                    "pageSize: " + pageSize + " (expected: a power of two >= " + SMALLEST_PAGE + ")");
        }
        verify();
        long pages = (size + pageSize - 1) / pageSize;
        long base = reserveAddresses(pages * pageSize);
        Region region = new Region(hooks, base, size, pageSize, faults);
        regions.put(base, region);
        return region;
    }

    private void install() {
        try {
            hooks = Hooks.install(
                    instrumentation,
                    (address, operation) -> region(address).pages(address, (int) operation),
                    (address, bytes) -> region(address).overwrite(address, bytes),
                    (address, length) -> region(address).force(address, length),
                    switches);
            probe = reserveAddresses(SMALLEST_PAGE);
            regions.put(probe, new Region(hooks, probe, SMALLEST_PAGE, SMALLEST_PAGE, new Probe()));
        } catch (UnsupportedOperationException e) {
            refusal = e.getMessage();
            throw e;
        }
    }

    private long reserveAddresses(long size) {
        long base = hooks.base().reserve(size);
        if (base == 0) {
            throw new UnsupportedOperationException("a buffer of " + size
                    + " bytes cannot be distributed: the system does not give as many addresses"
                    + " (expected: memory, swap space or overcommitment for it)");
        }
        return base;
    }

    private Region region(long address) {
        Map.Entry<Long, Region> entry = regions.floorEntry(address);
        if (entry == null || !entry.getValue().contains(address)) {
            throw new IllegalStateException("address " + Long.toHexString(address) + " is in no region");
        }
        return entry.getValue();
    }
}
