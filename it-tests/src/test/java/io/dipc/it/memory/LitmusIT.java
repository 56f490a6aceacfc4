package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.Litmus;
import io.dipc.it.memory.apps.LitmusTest;
import io.dipc.it.memory.apps.WordStress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may never be seen of shared memory, from several JVMs and in one. {@code -Dlitmus=N} is N times as much, prints how
 * often what was seen, and wants to see all that is allowed; the short form has some ten thousand iterations of each test.
 */
class LitmusIT {

    private static final int TIMES = Integer.getInteger("litmus", 1);
    private static final Duration PATIENCE = ChildJvm.PATIENCE.multipliedBy(TIMES);
    private static final int ROUNDS = 3;
    private static final int ROUNDS_IN_ONE = 3;
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
                all.add(cluster.start(Litmus.class, "" + jvm, "" + ROUNDS * TIMES, "" + ROUNDS_IN_ONE * TIMES));
            }
            awaitAll(all);
            List<String> results = all.get(0).stdout().stream()
                    .filter(line -> !line.equals("ready"))
                    .toList();
            assertThat(results)
                    .hasSize(4 * LitmusTest.values().length)
                    .allMatch(line -> RESULT.matcher(line).matches());
            if (TIMES > 1) {
                results.forEach(line -> System.out.println(jdk + " " + line));
            }
            for (String line : results) {
                MatchResult result = RESULT.matcher(line).results().findFirst().orElseThrow();
                // Of plain accesses in one JVM the contract promises nothing.
                if (result.group(2).equals("volatile") || result.group(3).equals("2")) {
                    assertThat(result.group(4)).as(line).isEqualTo("0");
                    if (TIMES > 1) {
                        assertThat(Arrays.stream(result.group(6).strip().split(" "))
                                        .map(outcome -> outcome.replaceAll("=.*", ""))
                                        .collect(Collectors.toSet()))
                                .as(line)
                                .isEqualTo(LitmusTest.valueOf(result.group(1)).allowed());
                    }
                }
            }
        }
    }

    @Test
    void noWriteIsLostAndNoWordTornOrStale() throws InterruptedException {
        int writes = 750 * TIMES;
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<ChildJvm> all = new ArrayList<>();
            for (int jvm = 0; jvm < 3; jvm++) {
                all.add(cluster.start(WordStress.class, "" + jvm, "3", "2", "" + writes, "512", "3"));
            }
            awaitAll(all);
            assertThat(all)
                    .allSatisfy(jvm -> assertThat(jvm.stdout())
                            .containsExactly(
                                    "ready",
                                    "counted " + 6 * writes + " of " + 6 * writes,
                                    "words 6144 last writes, " + 6 * writes + " in all"));
        }
    }

    private static void awaitAll(List<ChildJvm> all) throws InterruptedException {
        for (ChildJvm jvm : all) {
            jvm.awaitSuccess(PATIENCE);
            jvm.assertStderr();
        }
    }
}
