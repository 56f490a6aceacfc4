package io.dipc.engine.simulation;

import java.util.ArrayDeque;

/** One process in virtual time: it can be stopped, and goes on with what should have happened meanwhile. */
final class SimulatedProcess {
    private final SimulatedTime time;
    private final ArrayDeque<Runnable> missed = new ArrayDeque<>();
    private boolean stopped;
    private boolean dead;

    SimulatedProcess(SimulatedTime time) {
        this.time = time;
    }

    long now() {
        return time.now();
    }

    void after(long nanos, Runnable action) {
        time.after(nanos, () -> run(action));
    }

    /** Does something now, or when the process goes on. */
    void run(Runnable action) {
        if (dead) {
            return;
        }
        if (stopped) {
            missed.add(action);
        } else {
            action.run();
        }
    }

    void stop() {
        stopped = true;
    }

    void proceed() {
        stopped = false;
        while (!stopped && !missed.isEmpty()) {
            missed.poll().run();
        }
    }

    void die() {
        dead = true;
        missed.clear();
    }
}
