package io.dipc.it.faults;

import io.dipc.it.faults.apps.Worker;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Hosts;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The workers of a cluster, the oldest first. */
final class Members {
    static final int THREADS = 4;

    /** A worker and its host. */
    record Member(String session, int host, ChildJvm jvm) {}

    private final TestCluster cluster;
    private final Optional<Hosts> hosts;
    private final long seed;
    private final List<Member> alive = new ArrayList<>();
    private int started;

    /**
     * @param hosts where to start them; without, all are on this host
     */
    Members(TestCluster cluster, Optional<Hosts> hosts, long seed) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.seed = seed;
    }

    /** Those that live, the oldest first. */
    List<Member> alive() {
        return List.copyOf(alive);
    }

    Member get(int age) {
        return alive.get(age);
    }

    /** Starts a worker on a host; does not wait for it. */
    Member begin(int host) {
        String session = "m" + started++;
        String[] arguments = {
            cluster.directory().toString(), session, Integer.toString(THREADS), Long.toString(seed + 31L * started)
        };
        ChildJvm jvm = hosts.isEmpty()
                ? cluster.startRecording(List.of(), List.of(), Worker.class, arguments)
                : cluster.startRecording(
                        hosts.get().on(host), hosts.get().options(host, cluster.directory()), Worker.class, arguments);
        return new Member(session, host, jvm);
    }

    /** Waits until a worker has joined; it is the youngest then. */
    Member joined(Member member) throws InterruptedException {
        member.jvm().awaitLine("ready");
        alive.add(member);
        return member;
    }

    /** Kills a worker. */
    void kill(Member member) {
        alive.remove(member);
        member.jvm().kill();
    }

    /** Ends a worker in order. */
    void quit(Member member) throws InterruptedException {
        alive.remove(member);
        member.jvm().send("quit");
        int exit = member.jvm().awaitExit();
        if (exit != 0) {
            throw new AssertionError(member.session() + " ended with exit code " + exit + " (expected: 0)");
        }
    }
}
