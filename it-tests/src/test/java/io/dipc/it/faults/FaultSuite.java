package io.dipc.it.faults;

import io.dipc.histories.faults.FaultPlan;
import io.dipc.it.harness.Hosts;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The fault suite as a program, {@code it-tests/faults}. Options, as system properties:
 *
 * <ul>
 *   <li>{@code faults.minutes}: plans are run, one after the other, until this time is over; default 0: one plan;
 *   <li>{@code faults.seed}: of the first plan; default: the time;
 *   <li>{@code faults.plan}: the faults themselves, as a run printed them;
 *   <li>{@code faults.quorum}: {@code majority} or {@code none}; default: as in {@link #QUORUM};
 *   <li>{@code faults.detection}: the detection time in seconds; default 5;
 *   <li>{@code faults.log}: what the JVMs write on standard error, which is shown if the suite fails; default {@code warn}.
 * </ul>
 */
public final class FaultSuite {
    private static final String QUORUM = "majority";

    private FaultSuite() {}

    public static void main(String[] args) throws InterruptedException {
        run(Optional.empty());
    }

    /**
     * @param otherwise the plan, if no option names one or a seed or a time
     */
    static void run(Optional<FaultPlan> otherwise) throws InterruptedException {
        long minutes = Long.getLong("faults.minutes", 0);
        long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        long seed = Long.getLong("faults.seed", System.currentTimeMillis());
        Quorum quorum =
                Quorum.valueOf(System.getProperty("faults.quorum", QUORUM).toUpperCase(Locale.ROOT));
        Duration detection = Duration.ofSeconds(Long.getLong("faults.detection", 5));
        Optional<String> missing = Hosts.missing();
        missing.ifPresent(reason ->
                System.out.println("Faults of the network are not tested, only those of processes: " + reason));
        FaultTotals totals = new FaultTotals();
        do {
            FaultPlan plan = Optional.ofNullable(System.getProperty("faults.plan"))
                    .map(FaultPlan::parse)
                    .or(() -> minutes == 0 && Long.getLong("faults.seed") == null ? otherwise : Optional.empty())
                    .orElse(FaultPlan.of(seed, FaultRun.MEMBERS));
            System.out.println("seed " + seed + ", quorum " + quorum + ", plan " + plan);
            int next = 0;
            while (next < plan.faults().size()) {
                Optional<Hosts> hosts =
                        missing.isPresent() ? Optional.empty() : Optional.of(new Hosts(FaultRun.MEMBERS + 1));
                next = run(hosts, seed, plan, next, quorum, detection, totals);
            }
            seed++;
        } while (System.nanoTime() < deadline);
        System.out.println(totals);
    }

    private static int run(
            Optional<Hosts> hosts,
            long seed,
            FaultPlan plan,
            int first,
            Quorum quorum,
            Duration detection,
            FaultTotals totals)
            throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.option("detection", detection.toSeconds() + "s");
            cluster.option("quorum", quorum.name().toLowerCase(Locale.ROOT));
            cluster.option("log", System.getProperty("faults.log", "warn"));
            return new FaultRun(cluster, hosts, seed, plan, quorum, detection, totals).run(first);
        } finally {
            hosts.ifPresent(Hosts::close);
        }
    }
}
