package io.dipc.memory.simulation;

import java.util.ArrayList;
import java.util.List;

/** What should not have happened. */
final class Observations {
    private final SimulatedTime time;
    private final List<String> violations = new ArrayList<>();

    Observations(SimulatedTime time) {
        this.time = time;
    }

    void check(boolean condition, java.util.function.Supplier<String> otherwise) {
        if (!condition) {
            violations.add("at " + time.now() + ": " + otherwise.get());
        }
    }

    boolean good() {
        return violations.isEmpty();
    }

    List<String> violations() {
        return violations;
    }
}
