package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import io.dipc.it.memory.apps.Counters;
import io.dipc.it.memory.apps.Litmus;
import io.dipc.it.memory.apps.WordStress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may never be seen of shared memory, from several JVMs and in one. {@code -Dlitmus=N} is N times as much; the short
 * form has some ten thousand iterations of each test.
 */
class LitmusIT {

    private static final int TIMES = Integer.getInteger("litmus", 1);
    private static final String TESTS = "SB,MP,LB,CORR,COWW,IRIW";

    /** Of plain accesses in one JVM the contract promises nothing. */
    static Stream<Arguments> places() {
        return Stream.concat(
                Jdk.all().stream().map(jdk -> Arguments.of(jdk, "volatile", 2)),
                Stream.of(Arguments.of(Jdk.own(), "plain", 2), Arguments.of(Jdk.own(), "volatile", 1)));
    }

    @ParameterizedTest(name = "{0}, {1} in {2} JVMs")
    @MethodSource("places")
    void forbiddenOutcomesAreNotSeen(Jdk jdk, String mode, int jvms) throws InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            List<ChildJvm> all = new ArrayList<>();
            for (int jvm = 0; jvm < jvms; jvm++) {
                all.add(cluster.start(
                        Litmus.class, TESTS, mode, Integer.toString(6 * TIMES), "4096", "" + jvm, "" + jvms));
            }
            awaitAll(all);
            assertThat(all.get(0).stdout())
                    .filteredOn(line -> line.matches(".* of \\d+"))
                    .hasSize(6)
                    .allMatch(line -> line.matches("[A-Z]+ forbidden 0 of \\d+"));
        }
    }

    @Test
    void noAtomicOperationIsLost() throws InterruptedException {
        int times = 1500 * TIMES;
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<ChildJvm> all = Stream.generate(() -> cluster.start(Counters.class, "3", "2", "" + times))
                    .limit(3)
                    .toList();
            awaitAll(all);
            assertThat(all)
                    .allSatisfy(jvm ->
                            assertThat(jvm.stdout()).containsExactly("counted " + 6 * times + " of " + 6 * times));
        }
    }

    @Test
    void noWordIsLostTornOrStale() throws InterruptedException {
        int writes = 1500 * TIMES;
        try (TestCluster cluster = new TestCluster(Jdk.own())) {
            List<ChildJvm> all = new ArrayList<>();
            for (int jvm = 0; jvm < 3; jvm++) {
                all.add(cluster.start(WordStress.class, "" + jvm, "3", "2", "" + writes));
            }
            awaitAll(all);
            assertThat(all)
                    .allSatisfy(jvm -> assertThat(jvm.stdout())
                            .containsExactly("ready", "words 6144 last writes, " + 6 * writes + " in all"));
        }
    }

    private static void awaitAll(List<ChildJvm> all) throws InterruptedException {
        for (ChildJvm jvm : all) {
            jvm.awaitSuccess(ChildJvm.PATIENCE);
            jvm.assertStderr();
        }
    }
}
