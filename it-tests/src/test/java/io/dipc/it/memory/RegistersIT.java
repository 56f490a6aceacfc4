package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.histories.Action;
import io.dipc.histories.History;
import io.dipc.histories.HistoryFile;
import io.dipc.histories.Operation;
import io.dipc.histories.Outcome;
import io.dipc.histories.Verdict;
import io.dipc.histories.linearizability.Linearizability;
import io.dipc.histories.linearizability.SharedWords;
import io.dipc.it.harness.Alone;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.Registers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words of a shared buffer, and pages that are written as a whole under a lock, while JVMs are killed: what each saw is
 * recorded and judged afterwards. {@code -Dregisters.minutes=N}: rounds of several kills each for so long, else one.
 */
@Alone
class RegistersIT {

    private static final int MINUTES = Integer.getInteger("registers.minutes", 0);
    private static final int JVMS = 3;
    private static final int KILLS = MINUTES > 0 ? 10 : 2;
    private static final int LONGEST_PAUSE_MILLIS = MINUTES > 0 ? 3000 : 500;

    /** Those that end one after the other may be short of time. */
    private static final String SLOW_END =
            "\\[dipc] WARN not all pages of .* could be handed over in \\d+ ms; others go on with .*";

    private final SplittableRandom random = new SplittableRandom();
    private long calls;
    private long kills;
    private long undone;
    private long lost;
    private long half;

    @Test
    void wordsAreRegistersWhileJvmsAreKilled() throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
        do {
            try (TestCluster cluster = new TestCluster(Jdk.own())) {
                round(cluster);
            }
            System.out.println(
                    calls + " calls and " + kills + " kills; " + undone + " writes undone with their writers, " + lost
                            + " times a page lost, " + half + " times one half written");
        } while (System.nanoTime() < end);
    }

    private void round(TestCluster cluster) throws IOException, InterruptedException {
        List<ChildJvm> started = new ArrayList<>();
        List<ChildJvm> alive = new ArrayList<>();
        List<Operation> ends = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            alive.add(start(cluster, started));
        }
        for (ChildJvm jvm : alive) {
            begin(jvm);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            pause();
            ChildJvm victim = alive.remove(random.nextInt(alive.size()));
            ends.add(end("m" + started.indexOf(victim)));
            victim.kill();
            kills++;
            if (kill < KILLS - 1) {
                ChildJvm next = start(cluster, started);
                begin(next);
                alive.add(next);
            }
        }
        pause();
        alive.forEach(jvm -> jvm.send("stop"));
        for (ChildJvm jvm : alive) {
            jvm.awaitLine("stopped");
        }
        for (ChildJvm jvm : alive) {
            jvm.send("read");
            jvm.awaitLine("read");
        }
        for (ChildJvm jvm : alive) {
            jvm.send("quit");
            jvm.awaitSuccess();
            jvm.assertStderr(SLOW_END);
        }
        judge(cluster, started, ends);
    }

    private static ChildJvm start(TestCluster cluster, List<ChildJvm> started) {
        ChildJvm jvm = cluster.startRecording(
                List.of(), List.of(), Registers.class, cluster.directory().toString(), "" + started.size());
        started.add(jvm);
        return jvm;
    }

    private static void begin(ChildJvm jvm) throws InterruptedException {
        jvm.awaitLine("ready");
        jvm.send("begin");
    }

    /** The program works meanwhile, for whatever time. */
    private void pause() throws InterruptedException {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS / 5, LONGEST_PAUSE_MILLIS));
    }

    private static Operation end(String session) {
        return new Operation(
                "",
                session,
                session,
                Action.SESSION_MAY_END,
                Outcome.PENDING,
                List.of(),
                0,
                System.nanoTime(),
                Operation.NEVER);
    }

    private void judge(TestCluster cluster, List<ChildJvm> started, List<Operation> ends) throws IOException {
        Collection<History> parts = new ArrayList<>(List.of(new History(ends)));
        for (int number = 0; number < started.size(); number++) {
            parts.add(HistoryFile.read(cluster.directory().resolve("m" + number)));
        }
        History history = History.of(parts);
        calls += history.operations().size() - ends.size();
        undone += SharedWords.undone(history);
        List<String> printed =
                started.stream().flatMap(jvm -> jvm.stdout().stream()).toList();
        assertThat(printed).allMatch(line -> line.matches("ready|stopped|read|lost \\d+|half group.\\d+ \\d+ \\d+"));
        lost += printed.stream().filter(line -> line.startsWith("lost ")).count();
        for (String line : printed) {
            if (line.startsWith("half ")) {
                half++;
                String[] words = line.split(" ");
                assertThat(unfinished(history, words[1], words[2], words[3]))
                        .as("%s: who wrote the first words was killed before it released them", line)
                        .isTrue();
            }
        }
        Verdict verdict = SharedWords.check(history, "0", Linearizability.LIMIT);
        if (!verdict.isGood()) {
            Path kept = Product.root().resolve("it-tests/target/registers.history");
            Files.writeString(kept, history.toString());
            throw new AssertionError(verdict + "; all calls are in " + kept);
        }
    }

    /** Whether a value was written instead of another one by who was killed and had not released it. */
    private static boolean unfinished(History history, String object, String value, String old) {
        Operation write = history.operations().stream()
                .filter(o -> o.object().equals(object) && o.action() == Action.COMPARE_AND_SET)
                .filter(o -> o.elements().equals(List.of(old, value)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        object + " has " + value + " instead of " + old + ", which nobody has written so"));
        Stream<Operation> ofSession =
                history.operations().stream().filter(o -> o.session().equals(write.session()));
        return history.sessionEnds().stream().anyMatch(end -> end.session().equals(write.session()))
                && ofSession.noneMatch(o -> o.action() == Action.RELEASE && o.done() && write.precedes(o));
    }
}
