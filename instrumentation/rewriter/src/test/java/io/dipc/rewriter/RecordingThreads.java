package io.dipc.rewriter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Keeps what classes say of their threads, and says which threads run elsewhere. */
final class RecordingThreads implements ThreadPlacer {
    final List<String> distributed = new CopyOnWriteArrayList<>();
    /** Threads that were asked whether they run elsewhere. */
    final List<Thread> asked = new CopyOnWriteArrayList<>();

    private final Predicate<Thread> elsewhere;

    /**
     * @param elsewhere which threads run elsewhere
     */
    RecordingThreads(Predicate<Thread> elsewhere) {
        this.elsewhere = elsewhere;
    }

    @Override
    public void distribute(Class<?> type, String execution) {
        distributed.add(type.getName() + " " + execution);
    }

    @Override
    public void start(Thread thread) {
        asked.add(thread);
    }

    @Override
    public boolean run(Thread thread) {
        asked.add(thread);
        return elsewhere.test(thread);
    }

    @Override
    public boolean interrupt(Thread thread) {
        return elsewhere.test(thread);
    }

    @Override
    public Thread.State state(Thread thread) {
        return elsewhere.test(thread) ? Thread.State.BLOCKED : null;
    }

    @Override
    public Boolean isInterrupted(Thread thread) {
        return elsewhere.test(thread) ? true : null;
    }
}
