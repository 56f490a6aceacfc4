package io.dipc.rewriter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what classes say of their threads, and runs all threads where they are. */
final class RecordingThreads implements ThreadPlacer {
    final List<String> distributed = new CopyOnWriteArrayList<>();
    /** Threads that were asked whether they run elsewhere. */
    final List<Thread> asked = new CopyOnWriteArrayList<>();

    private final boolean elsewhere;

    /**
     * @param elsewhere what is answered to threads that are about to run
     */
    RecordingThreads(boolean elsewhere) {
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
        return elsewhere;
    }

    @Override
    public boolean interrupt(Thread thread) {
        return elsewhere;
    }

    @Override
    public Thread.State state(Thread thread) {
        return elsewhere ? Thread.State.BLOCKED : null;
    }

    @Override
    public Boolean isInterrupted(Thread thread) {
        return elsewhere ? true : null;
    }
}
