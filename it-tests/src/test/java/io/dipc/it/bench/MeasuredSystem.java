package io.dipc.it.bench;

import io.dipc.it.harness.ChildJvm;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A system that has been started: the client that is measured and all processes that belong to it. */
final class MeasuredSystem {

    /**
     * @param figures what the client saw
     * @param messages TCP segments with data per pair of calls
     */
    record Result(Figures figures, double messages) {}

    private final String name;
    private final ChildJvm client;
    private final List<ChildJvm> processes;
    private final Set<Operation> operations;
    private int rounds;

    MeasuredSystem(String name, ChildJvm client, List<ChildJvm> processes, Set<Operation> operations) {
        this.name = name;
        this.client = client;
        this.processes = processes;
        this.operations = EnumSet.copyOf(operations);
    }

    String name() {
        return name;
    }

    boolean can(Operation operation) {
        return operations.contains(operation);
    }

    Result run(Round round) throws IOException, InterruptedException {
        long before = Segments.sentBy(processes);
        client.send(round.toString());
        Figures figures = Figures.parse(client.awaitLines("figures .*", ++rounds));
        return new Result(figures, (double) (Segments.sentBy(processes) - before) / figures.operations());
    }
}
