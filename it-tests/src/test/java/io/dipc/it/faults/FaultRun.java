package io.dipc.it.faults;

import io.dipc.histories.History;
import io.dipc.histories.HistoryFile;
import io.dipc.histories.Operation;
import io.dipc.histories.Verdict;
import io.dipc.histories.faults.Fault;
import io.dipc.histories.faults.FaultPlan;
import io.dipc.it.faults.Members.Member;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Hosts;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One cluster and one plan: a round of work for each fault, whose history is checked when the fault is over. */
final class FaultRun implements FaultInjection.Workplace {
    static final int MEMBERS = 4;

    /** How long a member may take to be back after a fault; Hazelcast alone may need a minute. */
    private static final Duration RECOVERY = ChildJvm.PATIENCE;

    /** How long to wait for what was granted to calls that gave up to be back. */
    private static final Duration SETTLING = Duration.ofMinutes(2);

    private final TestCluster cluster;
    private final Optional<Hosts> hosts;
    private final long seed;
    private final FaultPlan plan;
    private final Quorum quorum;
    private final FaultTotals totals;
    private final Members members;
    private final FaultInjection injection;
    private final Map<Member, Integer> exclusions = new HashMap<>();
    private final Map<Member, Integer> parts = new HashMap<>();
    private final List<Operation> open = new ArrayList<>();
    private int number;
    private int orders;

    FaultRun(
            TestCluster cluster,
            Optional<Hosts> hosts,
            long seed,
            FaultPlan plan,
            Quorum quorum,
            Duration detection,
            FaultTotals totals) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.seed = seed;
        this.plan = plan;
        this.quorum = quorum;
        this.totals = totals;
        members = new Members(cluster, hosts, seed);
        injection = new FaultInjection(members, hosts, detection, MEMBERS, new Random(seed));
    }

    /**
     * Runs faults from the one of this number on; those of the network are left out where there are no hosts.
     *
     * @return the number of the first fault that was not done, since the cluster was in two before
     */
    int run(int first) throws InterruptedException {
        for (int i = 0; i < MEMBERS; i++) {
            members.joined(members.begin(i));
        }
        boolean whole = true;
        int next = first;
        for (; next < plan.faults().size() && whole; next++) {
            Fault fault = plan.faults().get(next);
            if (hosts.isPresent() || !fault.kind().ofNetwork()) {
                number = next + 1;
                whole = round(fault);
            }
        }
        return next;
    }

    /** Whether the cluster is whole afterwards, as far as can be known. */
    private boolean round(Fault fault) throws InterruptedException {
        long begin = System.nanoTime();
        Round round = new Round(quorum);
        for (Member member : members.alive()) {
            begin(member);
        }
        awaitProgress();
        injection.inject(fault, round, this);
        long over = System.nanoTime();
        awaitProgress();
        double recovery = (System.nanoTime() - over) / 1e9;
        round.over();
        for (Member member : members.alive()) {
            stop(member);
        }
        findExclusions(round);
        boolean apart = wentOnApart();
        boolean strict = quorum == Quorum.MAJORITY
                || round.exclusions().isEmpty() && !apart && !fault.kind().ofNetwork();
        History history = drained(round, strict);
        Verdict verdict = Round.check(history, strict);
        open.clear();
        open.addAll(Round.open(history));
        List<String> bad = new ArrayList<>(verdict.violations());
        bad.addAll(said("lost "));
        List<String> never = unexpected();
        totals.round(
                "seed %d round %d %s: %d calls, %s%d violations, %d undecided, excluded %s, all got on after %.1f s, %.1f s"
                        .formatted(
                                seed,
                                number,
                                fault,
                                history.operations().size(),
                                strict ? "" : "two sides, ",
                                bad.size(),
                                verdict.undecided().size(),
                                round.exclusions(),
                                recovery,
                                (System.nanoTime() - begin) / 1e9),
                history.operations().size(),
                verdict.undecided().size(),
                recovery);
        if (strict && !bad.isEmpty() || !never.isEmpty()) {
            bad.addAll(never);
            throw new AssertionError("seed " + seed + ", round " + number + " of plan " + plan + ", quorum " + quorum
                    + ":\n" + String.join("\n", bad) + "\n" + errors() + "history: " + keep(history));
        }
        bad.forEach(what ->
                totals.expected("  on two sides: " + what.lines().findFirst().orElse("")));
        return strict;
    }

    @Override
    public void begin(Member member) throws InterruptedException {
        member.jvm().send("round " + number);
        member.jvm().awaitLine("round " + number);
    }

    @Override
    public void stop(Member member) throws InterruptedException {
        order(member, "stop", "stopped");
    }

    @Override
    public void awaitProgress() throws InterruptedException {
        int order = ++orders;
        for (Member member : members.alive()) {
            member.jvm().send("progress " + order);
        }
        for (Member member : members.alive()) {
            member.jvm().awaitLine("progressed " + order, RECOVERY);
        }
    }

    private void order(Member member, String order, String answer) throws InterruptedException {
        member.jvm().send(order + " " + ++orders);
        member.jvm().awaitLine(answer + " " + orders);
    }

    /**
     * Takes what is left, and returns what all workers saw.
     *
     * @param complete whether to go on until nothing is missing any more
     */
    private History drained(Round round, boolean complete) throws InterruptedException {
        long deadline = System.nanoTime() + SETTLING.toNanos();
        while (true) {
            order(members.get(0), "drain", "drained");
            History history = round.complete(read());
            if (!complete || nothingMissing(history) || System.nanoTime() > deadline) {
                return history;
            }
            Thread.sleep(100);
        }
    }

    private static boolean nothingMissing(History history) {
        return history.byObject().entrySet().stream()
                .allMatch(object ->
                        Round.account(object.getKey(), object.getValue()).isGood());
    }

    private History read() {
        List<History> parts = new ArrayList<>();
        parts.add(new History(open));
        try (Stream<Path> files = Files.list(cluster.directory())) {
            files.filter(file -> file.getFileName().toString().startsWith(number + "-"))
                    .forEach(file -> parts.add(HistoryFile.read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return History.of(parts);
    }

    private void findExclusions(Round round) {
        for (Member member : members.alive()) {
            for (int i = written(member, "was excluded from the cluster", exclusions); i > 0; i--) {
                round.excluded(member.session());
            }
        }
    }

    /** Whether a member went on without others that may live, as it may with {@code quorum=none}. */
    private boolean wentOnApart() {
        boolean apart = false;
        for (Member member : members.alive()) {
            apart |= written(member, "counts as dead, since quorum=none", parts) > 0;
        }
        return apart;
    }

    /** How often a member has written a message since the last time. */
    private static int written(Member member, String message, Map<Member, Integer> before) {
        int count = (int) member.jvm().stderr().stream()
                .filter(line -> line.contains(message))
                .count();
        return count - Optional.ofNullable(before.put(member, count)).orElse(0);
    }

    /** What must not happen in any mode: exceptions that no documentation names, lines that are not ours. */
    private List<String> unexpected() {
        List<String> unexpected = new ArrayList<>(said("unexpected "));
        for (Member member : members.alive()) {
            member.jvm().stderr().stream()
                    .filter(line -> !line.startsWith("[dipc] "))
                    .forEach(line -> unexpected.add(member.session() + " writes: " + line));
        }
        return unexpected;
    }

    /** What workers say in this round, each thing once. */
    private Set<String> said(String what) {
        Set<String> said = new TreeSet<>();
        for (Member member : members.alive()) {
            List<String> out = member.jvm().stdout();
            out.subList(out.indexOf("round " + number), out.size()).stream()
                    .filter(line -> line.startsWith(what))
                    .forEach(line -> said.add(member.session() + " says: " + line));
        }
        return said;
    }

    /** What workers wrote on standard error. */
    private String errors() {
        StringBuilder errors = new StringBuilder();
        for (Member member : members.alive()) {
            errors.append(member.session()).append(member.jvm().stderr()).append('\n');
        }
        return errors.toString();
    }

    /** Writes a history where it stays. */
    private Path keep(History history) {
        try {
            Path directory = Files.createDirectories(Product.root().resolve("it-tests/target/faults"));
            Path file = directory.resolve("seed-" + seed + "-round-" + number + ".history");
            return Files.writeString(file, history.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
