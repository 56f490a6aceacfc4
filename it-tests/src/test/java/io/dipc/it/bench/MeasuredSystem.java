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
     * @param messages TCP segments with data per pair of calls, or task
     * @param cpu microseconds of processors per pair of calls, or task, in all processes
     */
    record Result(Figures figures, double messages, double cpu) {}

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
        long cpuBefore = cpuNanos();
        client.send(round.toString());
        Figures figures = Figures.parse(client.awaitLines("figures .*", ++rounds));
        long cpu = cpuNanos() - cpuBefore;
        long messages = Segments.sentBy(processes) - before;
        return new Result(figures, (double) messages / figures.operations(), cpu / 1e3 / figures.operations());
    }

    private long cpuNanos() {
        return processes.stream()
                .map(process -> ProcessHandle.of(process.pid()).orElseThrow().info())
                .mapToLong(info -> info.totalCpuDuration().orElseThrow().toNanos())
                .sum();
    }
}
