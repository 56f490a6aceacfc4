package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.Alone;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.Litmus;
import io.dipc.it.memory.apps.LitmusTest;
import io.dipc.it.memory.apps.Sweeps;
import io.dipc.it.memory.apps.WordStress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may never be seen of shared memory, from several JVMs and in one. {@code -Dlitmus=N} is N times as much, and prints
 * how often what was seen, and what of all that is allowed was not; the short form has some ten thousand instances of each
 * test. {@code -Dlitmus.tests=X,Y} takes some of the tests, and {@code -Dlitmus.modes=X,Y} some of the modes of {@link Litmus}.
 *
 * <p>{@code -Dlitmus.without=X} switches off what accesses rest on, as {@code io.dipc.buffers.Controls} names it: then words must
 * be found to go wrong.
 */
@Alone
class LitmusIT {

    private static final int TIMES = Integer.getInteger("litmus", 1);
    private static final Duration PATIENCE = ChildJvm.PATIENCE.multipliedBy(TIMES);
    private static final String TESTS = System.getProperty("litmus.tests", "SB,MP,LB,CORR,COWW,IRIW");
    private static final String MODES = System.getProperty("litmus.modes", "plain2,plain1,volatile2,volatile1");
    private static final String WITHOUT = System.getProperty("litmus.without", "");
    private static final int ROUNDS = 3;
    private static final Pattern RESULT =
            Pattern.compile("([A-Z]+) (plain|volatile) ([12]) forbidden (\\d+) of (\\d+):(.*)");

    static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void forbiddenOutcomesAreNotSeen(Jdk jdk) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            List<ChildJvm> all = new ArrayList<>();
            for (int jvm = 0; jvm < 2; jvm++) {
                all.add(cluster.start(Litmus.class, "" + jvm, TESTS, MODES, "" + ROUNDS * TIMES));
            }
            awaitAll(all);
            List<String> results = all.get(0).stdout().stream()
                    .filter(line -> !line.equals("ready"))
                    .toList();
            assertThat(results)
                    .hasSize(TESTS.split(",").length * MODES.split(",").length)
                    .allMatch(line -> RESULT.matcher(line).matches());
            for (String line : results) {
                MatchResult result = RESULT.matcher(line).results().findFirst().orElseThrow();
                // Of plain accesses in one JVM the contract promises nothing.
                if (result.group(2).equals("volatile") || result.group(3).equals("2")) {
                    assertThat(result.group(4)).as(line).isEqualTo("0");
                }
                if (TIMES > 1) {
                    Set<String> unseen =
                            new TreeSet<>(LitmusTest.valueOf(result.group(1)).allowed());
                    for (String outcome : result.group(6).strip().split(" ")) {
                        unseen.remove(outcome.replaceAll("=.*", ""));
                    }
                    System.out.println(jdk + " " + line + (unseen.isEmpty() ? "" : "; not seen: " + unseen));
                }
            }
        }
    }

    @Test
    void noWriteIsLostAndNoWordTornOrStale() throws InterruptedException {
        if (!WITHOUT.isEmpty()) {
            findsWhatGoesWrong(WITHOUT);
            return;
        }
        int times = 300 * TIMES;
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<ChildJvm> all = stress(cluster, 3, 2, times, times, 12, 512, 3);
            awaitAll(all);
            assertThat(all)
                    .allSatisfy(jvm -> assertThat(jvm.stdout())
                            .containsExactly(
                                    "ready",
                                    "counted " + 6 * times + " of " + 6 * times,
                                    "words 6144 last writes, " + 6 * times + " in all"));
        }
    }

    @Test
    void noWriteIsLostInTheMidstOfOthers() throws InterruptedException {
        int times = 5_000 * TIMES;
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<ChildJvm> all = sweeps(cluster, times);
            awaitAll(all);
            assertThat(all)
                    .allSatisfy(jvm -> assertThat(jvm.stdout()).containsExactly("ready", "swept " + times + " times"));
        }
    }

    @Test
    void withoutTheHandshakeAWriteIsLost() throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.jvmOption("-Dio.dipc.buffers.without=handshake");
            awaitFailure(sweeps(cluster, Integer.MAX_VALUE), "handshake");
        }
    }

    /**
     * In compiled code there is next to nothing between a check and its access, and next to nobody is interrupted there where
     * threads do something else, too. So accesses are interpreted here; the rest is compiled as usual.
     */
    private static void findsWhatGoesWrong(String without) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            cluster.jvmOption("-Dio.dipc.buffers.without=" + without)
                    .jvmOption("-XX:CompileCommand=quiet")
                    .jvmOption("-XX:CompileCommand=exclude,jdk.internal.misc.DipcAccess::*");
            awaitFailure(stress(cluster, 2, 4, 0, 1_000_000_000, 2, 4, 2_000), without);
        }
    }

    private static void awaitFailure(List<ChildJvm> all, String without) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all.stream().allMatch(ChildJvm::isAlive) && System.nanoTime() < deadline) {
            Thread.sleep(100);
        }
        String found = all.stream()
                .flatMap(jvm -> jvm.stdout().stream())
                .filter(line -> line.matches("(writer-.* )?word \\d+ has .*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing went wrong without " + without));
        System.out.println("without " + without + ": " + found);
    }

    /** More threads than most machines have processors, all in one page. */
    private static List<ChildJvm> sweeps(TestCluster cluster, int times) {
        return start(cluster, Sweeps.class, 2, 8, 4096, times);
    }

    private static List<ChildJvm> stress(TestCluster cluster, int jvms, int... others) {
        return start(cluster, WordStress.class, jvms, others);
    }

    private static List<ChildJvm> start(TestCluster cluster, Class<?> main, int jvms, int... others) {
        List<ChildJvm> all = new ArrayList<>();
        for (int jvm = 0; jvm < jvms; jvm++) {
            String[] arguments = IntStream.concat(IntStream.of(jvm, jvms), IntStream.of(others))
                    .mapToObj(Integer::toString)
                    .toArray(String[]::new);
            all.add(cluster.start(main, arguments));
        }
        return all;
    }

    private static void awaitAll(List<ChildJvm> all) throws InterruptedException {
        for (ChildJvm jvm : all) {
            jvm.awaitSuccess(PATIENCE);
            jvm.assertStderr();
        }
    }
}
