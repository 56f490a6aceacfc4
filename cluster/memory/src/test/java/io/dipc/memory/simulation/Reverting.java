package io.dipc.memory.simulation;

import java.util.ArrayList;
import java.util.List;

/** A word, all that was written to it, and what of that died with its writer. */
final class Reverting {
    private final Survival survival;
    private final List<Survival.Write> writes = new ArrayList<>();

    Reverting(Survival survival) {
        this.survival = survival;
    }

    int value() {
        return writes.isEmpty() ? 0 : writes.get(writes.size() - 1).value();
    }

    void written(int value, String member) {
        writes.add(survival.write(value, member));
    }

    /** Whether a member can read a value: it is the latest, or what was written later has died with its writers. */
    boolean read(int found, String member) {
        int last = writes.size() - 1;
        while (last >= 0 && writes.get(last).value() != found && survival.mayRevert(writes.get(last))) {
            last--;
        }
        if (found != (last < 0 ? 0 : writes.get(last).value())) {
            return false;
        }
        while (writes.size() - 1 > last) {
            survival.revert(writes.remove(writes.size() - 1));
        }
        if (last >= 0) {
            survival.seen(writes.get(last), member);
        }
        return true;
    }

    @Override
    public String toString() {
        return writes.toString();
    }
}
