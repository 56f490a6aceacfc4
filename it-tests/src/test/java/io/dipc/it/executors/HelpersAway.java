package io.dipc.it.executors;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Hosts;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two of five members, helpers amid tasks, are away: one is cut off by the network, in both directions, and the other
 * stands still. Where no network can be cut, both stand still. Others decide that they are out, and they come back.
 */
final class HelpersAway implements AutoCloseable {
    static final String EXCLUDED = "\\[dipc] WARN this JVM was excluded .*";

    private static final int MEMBERS = 5;
    private static final int HERE = 0;
    private static final int THERE = 1;

    private final TestCluster cluster = new TestCluster(Jdk.all().get(0));
    private final Optional<Hosts> hosts;
    private final CountedTasks tasks;
    private final List<ChildJvm> staying;
    private final ChildJvm standing;
    private final ChildJvm cutOff;

    /** Starts them; does not wait for them. */
    HelpersAway() throws IOException {
        Optional<String> missing = Hosts.missing();
        missing.ifPresent(reason -> System.out.println("No helper is cut off by the network: " + reason));
        hosts = missing.isPresent() ? Optional.empty() : Optional.of(new Hosts(2));
        // two are out at once, which may be home and backup of an object
        cluster.option("detection", "20s").option("backups", "2");
        tasks = new CountedTasks(cluster, on(HERE), options(HERE), MEMBERS);
        staying = List.of(helper(HERE), helper(HERE));
        standing = helper(HERE);
        cutOff = helper(THERE);
    }

    private ChildJvm helper(int host) {
        return Helpers.start(cluster, on(host), options(host));
    }

    private List<String> on(int host) {
        return hosts.map(network -> network.on(host)).orElse(List.of());
    }

    private List<String> options(int host) {
        return hosts.map(network -> network.options(host, cluster.directory())).orElse(List.of());
    }

    void leave() throws InterruptedException {
        tasks.awaitUnderWay();
        standing.pause();
        if (hosts.isPresent()) {
            hosts.get().drop(HERE, THERE);
            hosts.get().drop(THERE, HERE);
        } else {
            cutOff.pause();
        }
    }

    void comeBack() throws InterruptedException, IOException {
        // some tasks were given to each of them, so that both are out when all have results
        tasks.awaitResults();
        standing.resume();
        if (hosts.isPresent()) {
            hosts.get().heal();
        } else {
            cutOff.resume();
        }
        standing.awaitErrorLine(EXCLUDED);
        cutOff.awaitErrorLine(EXCLUDED);
        tasks.awaitThatAllWork();
        tasks.end();
        tasks.assertPromises(Set.of(standing.pid(), cutOff.pid()));
        staying.forEach(helper -> helper.assertStderr());
    }

    @Override
    public void close() {
        cluster.close();
        hosts.ifPresent(Hosts::close);
    }
}
