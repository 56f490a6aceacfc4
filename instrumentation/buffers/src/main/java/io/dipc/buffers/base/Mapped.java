package io.dipc.buffers.base;

/**
 * What mapped buffers can be told beside accesses. Called in place of the methods of {@code ScopedMemoryAccess} that
 * have the same names, whose parameters differ between JDKs.
 */
public final class Mapped {

    private Mapped() {}

    public static void force(Object file, long address, boolean sync, long index, long length) {
        Setup.force.applyAsLong(address + index, length);
    }

    public static void force(Object utilities, Object file, long address, boolean sync, long index, long length) {
        force(file, address, sync, index, length);
    }

    /** Whether every page can be read without waiting. */
    public static boolean isLoaded(long address, boolean sync, long size) {
        for (long i = 0; i < size; i += Pages.toCellEnd(address + i)) {
            if (Pages.state(address + i) < Pages.SHARED) {
                return false;
            }
        }
        return true;
    }

    public static boolean isLoaded(Object utilities, long address, boolean sync, long size) {
        return isLoaded(address, sync, size);
    }

    /** Fetches, in order, what is not here. */
    public static void load(long address, boolean sync, long size) {
        for (long i = 0; i < size; i += Pages.toCellEnd(address + i)) {
            int awaited = Pages.await(address + i, address + i, Pages.SHARED, Pages.SHARED);
            Pages.used(address + i, address + i, awaited);
        }
    }

    public static void load(Object utilities, long address, boolean sync, long size) {
        load(address, sync, size);
    }

    /** Nothing: pages leave when others want them. */
    public static void unload(long address, boolean sync, long size) {
        // A hint, as the JDK's is.
    }

    public static void unload(Object utilities, long address, boolean sync, long size) {
        unload(address, sync, size);
    }
}
