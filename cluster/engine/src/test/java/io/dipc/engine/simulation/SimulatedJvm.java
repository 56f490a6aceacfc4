package io.dipc.engine.simulation;

import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.view.VotingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A member, and the clients of its program. */
final class SimulatedJvm {
    static final long DETECTION = 2_000 * SimulatedTime.MILLI;

    final String name;
    final SimulatedProcess process;
    final SimulatedNetwork.End network;
    final Node node;
    final List<SimulatedClient> clients = new ArrayList<>();
    final List<SimulatedVisitor> visitors = new ArrayList<>();
    KeyState queue;
    KeyState semaphore;
    boolean gone;

    SimulatedJvm(
            String name,
            Plan plan,
            SimulatedTime time,
            Random random,
            SimulatedNetwork network,
            Observations observations) {
        this.name = name;
        this.process = new SimulatedProcess(time);
        this.network = network.join(true, process);
        this.network.onRenewal(() -> {
            observations.excluded(name);
            excluded();
        });
        this.node = new Node(
                this.network,
                new NodeOptions(
                        1,
                        time::now,
                        () -> time.now() / SimulatedTime.MILLI,
                        command -> process.after(0, command),
                        this::alarm,
                        plan.voting() == null ? null : voting(plan, time, random)));
    }

    void excluded() {
        clients.forEach(SimulatedClient::excluded);
        visitors.forEach(SimulatedVisitor::excluded);
    }

    void stop() {
        clients.forEach(SimulatedClient::stop);
        visitors.forEach(SimulatedVisitor::stop);
    }

    boolean finished() {
        return clients.stream().allMatch(SimulatedClient::finished)
                && visitors.stream().allMatch(SimulatedVisitor::finished);
    }

    private static VotingOptions voting(Plan plan, SimulatedTime time, Random random) {
        return new VotingOptions(
                1,
                DETECTION / SimulatedTime.MILLI,
                DETECTION / 8,
                plan.voting().leases(),
                time::now,
                () -> time.now() / SimulatedTime.MILLI,
                new Random(random.nextLong()));
    }

    private void alarm(long nanos) {
        if (nanos <= 3_600_000 * SimulatedTime.MILLI) {
            process.after(nanos, () -> {
                if (!gone) {
                    node.due();
                }
            });
        }
    }
}
