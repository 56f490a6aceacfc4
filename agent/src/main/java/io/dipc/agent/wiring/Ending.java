package io.dipc.agent.wiring;

import io.dipc.engine.Cluster;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;

/**
 * Leaves the cluster when the JVM ends. {@code Runtime.addShutdownHook} will not do: such hooks run beside the
 * application's, which may still use distributed objects. The JDK runs its own hooks one after the other in numbered
 * slots, the application's all in one of them; this one takes a later slot.
 *
 * <p>The hand-over runs in a thread of its own, and the JVM waits for it no longer than {@link #BUDGET}.
 */
final class Ending implements Runnable {

    /** How long handing over may take. */
    static final Duration BUDGET = Duration.ofSeconds(5);

    /** The application's hooks run in slot 1, deletion of files on exit in slot 2; the JDK has ten slots. */
    private static final int FIRST_SLOT = 3;

    private static final int LAST_SLOT = 9;

    private final Cluster cluster;
    private final EndOfJvm end;

    private Ending(Cluster cluster, EndOfJvm end) {
        this.cluster = cluster;
        this.end = end;
    }

    /** Registers the end of this cluster. May be called while the JVM is already running its shutdown hooks. */
    static void register(Cluster cluster, EndOfJvm end) {
        try {
            Object access = Class.forName("jdk.internal.access.SharedSecrets")
                    .getMethod("getJavaLangAccess")
                    .invoke(null);
            register(access, new Ending(cluster, end));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the JVM does not let dipc register its shutdown hook", e);
        }
    }

    private static void register(Object access, Runnable hook) throws ReflectiveOperationException {
        for (int slot = FIRST_SLOT; ; slot++) {
            try {
                Class.forName("jdk.internal.access.JavaLangAccess")
                        .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class)
                        .invoke(access, slot, true, hook);
                return;
            } catch (InvocationTargetException e) {
                // InternalError: somebody else has this slot.
                if (!(e.getCause() instanceof InternalError) || slot == LAST_SLOT) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void run() {
        end.begin(Thread.currentThread());
        boolean orderly = begunByLastThread();
        Thread leaving = new Thread(null, () -> cluster.leave(orderly, BUDGET.toNanos()), "dipc-leave", 0, false);
        leaving.setDaemon(true);
        leaving.start();
        try {
            leaving.join(BUDGET.plusMillis(500).toMillis());
        } catch (InterruptedException e) {
            // The JVM is ending; nobody is left to be told.
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Whether the JVM ends because its last non-daemon thread did: then {@code Shutdown.shutdown} runs the hooks, after
     * {@code System.exit} and after signals {@code Shutdown.exit}.
     */
    private static boolean begunByLastThread() {
        for (StackTraceElement frame : new Throwable().getStackTrace()) {
            if (frame.getClassName().equals("java.lang.Shutdown")
                    && frame.getMethodName().equals("shutdown")) {
                return true;
            }
        }
        return false;
    }
}
