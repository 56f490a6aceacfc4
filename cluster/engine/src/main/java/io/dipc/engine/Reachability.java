package io.dipc.engine;

import java.lang.ref.Cleaner;

/** Notices that the program can no longer reach an object. */
public final class Reachability {
    private static final Cleaner CLEANER = Cleaner.create(work -> {
        Thread thread = new Thread(null, work, "dipc-cleaner", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    });

    private Reachability() {}

    /**
     * @param object any object
     * @param gone runs once, in a thread of ours, when the object can no longer be reached; must not lead to the object,
     *     block, or throw
     */
    public static void watch(Object object, Runnable gone) {
        CLEANER.register(object, gone);
    }
}
