package io.dipc.engine.simulation;

import io.dipc.engine.replication.Doubts;

/** What homes kept aside in many runs, and what became of it. */
final class Tally {
    private long keptAside;
    private long arrived;
    private long notArrived;
    private long dead;
    private long expired;

    void add(Doubts doubts) {
        keptAside += doubts.keptAside();
        arrived += doubts.arrived();
        notArrived += doubts.notArrived();
        dead += doubts.dead();
        expired += doubts.expired();
    }

    long keptAside() {
        return keptAside;
    }

    long arrived() {
        return arrived;
    }

    long notArrived() {
        return notArrived;
    }

    long dead() {
        return dead;
    }

    long expired() {
        return expired;
    }

    @Override
    public String toString() {
        return String.format(
                "%d elements kept aside (%d had arrived, %d had not, %d with the dead, %d expired)",
                keptAside, arrived, notArrived, dead, expired);
    }
}
