package io.dipc.proxies.threads;

import io.dipc.objects.threads.ThreadOrder;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.executor.TaskResult;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A thread that runs here, for whichever member has started it. Thread-safe. */
final class LocalThread {
    private static final byte[] NOTHING = {};

    private final ThreadOrder order;
    private final ThreadBody body;
    private final Here here;
    /** What runs it; null as long as it is being made. Guarded by this. */
    private Thread thread;

    private boolean interrupted;

    /**
     * What all threads have in common that run here.
     *
     * @param codec for bodies and what they throw
     * @param key of the thread table
     * @param memberName how this JVM is called
     * @param loader the context class loader of threads
     * @param allowed whether threads of a class may be made
     * @param started hears of a thread of the program's own class before it is started
     */
    record Here(
            ElementCodec codec,
            String key,
            String memberName,
            ClassLoader loader,
            Predicate<Class<?>> allowed,
            Starting started) {}

    /** Hears of a thread of the program's own class that is about to be started. */
    interface Starting {
        void starting(Thread thread, LocalThread what, Consumer<byte[]> ended);
    }

    /**
     * @throws IllegalArgumentException if the order is not to start a thread
     */
    LocalThread(ThreadOrder order, Here here) {
        this.order = order;
        this.body = ThreadBody.of(order.body());
        this.here = here;
    }

    long id() {
        return order.thread();
    }

    int attempt() {
        return (int) order.number();
    }

    /**
     * Starts it. The code of the program runs in threads of its own, those that make its objects included.
     *
     * @param ended gets its result when it has ended, in its own thread
     */
    void start(Consumer<byte[]> ended) {
        if (body.kind() == ThreadBody.Kind.TARGET) {
            Thread runs = new Thread(null, () -> ended.accept(result(this::runTarget)), body.name(), 0, false);
            begin(runs);
        } else {
            Thread makes = new Thread(null, () -> make(ended), "dipc-thread-maker", 0, false);
            makes.setDaemon(true);
            makes.setContextClassLoader(here.loader);
            makes.start();
        }
    }

    private void runTarget() {
        ((Runnable) here.codec.decode(body.body(), here.key)).run();
    }

    private void make(Consumer<byte[]> ended) {
        byte[] failure = result(() -> {
            Thread made = here.codec.decodeThread(body.body(), body.name(), here.key, here.allowed);
            here.started.starting(made, this, ended);
            begin(made);
        });
        if (failure.length > 0) {
            ended.accept(failure);
        }
    }

    /** Runs the body of a thread of the program's own class; called in that thread. */
    void runItself(Thread itself, Consumer<byte[]> ended) {
        ended.accept(result(itself::run));
    }

    private byte[] result(Runnable part) {
        try {
            part.run();
            return NOTHING;
        } catch (Throwable e) {
            return TaskResult.thrown(e, here.memberName, body.name(), here.codec, here.key);
        }
    }

    private void begin(Thread begins) {
        begins.setDaemon(body.daemon());
        begins.setPriority(Math.min(body.priority(), begins.getThreadGroup().getMaxPriority()));
        begins.setContextClassLoader(here.loader);
        synchronized (this) {
            thread = begins;
            begins.start();
            if (interrupted) {
                begins.interrupt();
            }
        }
    }

    synchronized void interrupt() {
        if (thread == null) {
            interrupted = true;
        } else {
            thread.interrupt();
        }
    }

    synchronized ThreadCondition condition() {
        return thread == null ? new ThreadCondition(Thread.State.RUNNABLE, interrupted) : ThreadCondition.of(thread);
    }
}
