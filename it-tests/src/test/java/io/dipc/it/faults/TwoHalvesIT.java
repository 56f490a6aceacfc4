package io.dipc.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.dipc.it.faults.apps.Halves;
import io.dipc.it.harness.Alone;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Hosts;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * With {@code quorum=none} the network between two JVMs and a third one is cut until each side has gone on by itself, and
 * heals again: what was put on both sides is there, each element once, and who held permits on the smaller side hears of it.
 */
@Alone
class TwoHalvesIT {
    /** Longer than a busy machine keeps a JVM from running: nobody is to be taken for dead but by the cut. */
    private static final String DETECTION = "20s";

    private static final String APART =
            "\\[dipc] WARN \\[.*] cannot be reached and counts as dead, since quorum=none; .*";
    private static final String EXCLUDED =
            "\\[dipc] WARN this JVM was excluded from the cluster and joins it again; .*";
    private static final String OFFERED =
            "\\[dipc] WARN %s: %s elements that were put while the cluster was in two halves" + " are offered again";

    private int orders;

    @Test
    void whatWasPutOnBothSidesIsThereOnceAndHoldersOfTheSmallerOneAreTold() throws InterruptedException {
        Hosts.missing().ifPresent(why -> abort("the network between JVMs cannot be cut: " + why));
        try (Hosts hosts = new Hosts(3);
                TestCluster cluster = new TestCluster(Jdk.own())) {
            // Each JVM has a copy of everything.
            cluster.option("detection", DETECTION).option("quorum", "none").option("backups", "2");
            List<ChildJvm> jvms = new ArrayList<>();
            for (int host = 0; host < 3; host++) {
                ChildJvm jvm =
                        cluster.startRecording(hosts.on(host), hosts.options(host, cluster.directory()), Halves.class);
                jvm.awaitLine("ready .*");
                jvms.add(jvm);
            }
            ChildJvm oldest = jvms.get(0);
            ChildJvm second = jvms.get(1);
            ChildJvm alone = jvms.get(2);
            assertThat(ask(alone, "acquire")).isEqualTo("acquired");
            ask(oldest, "put elements before 3");
            assertThat(ask(second, "take elements 3")).isEqualTo("before10 before11 before12");
            // Is answered when everybody knows that these have arrived: else they may be in the smaller half, too.
            assertThat(ask(second, "size elements")).isEqualTo("size 0");
            ask(second, "wait");

            Stream.of(0, 1).forEach(host -> {
                hosts.drop(host, 2);
                hosts.drop(2, host);
            });
            oldest.awaitErrorLine(APART);
            alone.awaitErrorLine(APART);
            ask(oldest, "put elements a 20");
            ask(second, "put elements b 20");
            ask(alone, "put elements c 20");
            assertThat(ask(alone, "take elements 5")).isEqualTo("c10 c11 c12 c13 c14");
            ask(alone, "put waited w 1");
            ask(oldest, "put ranked a 3");
            ask(oldest, "put ranked b 3");
            ask(alone, "put ranked ab 3");
            ask(alone, "store");
            ask(alone, "put late l 4");
            assertThat(ask(alone, "acquire")).isEqualTo("acquired");
            assertThat(ask(alone, "available")).isEqualTo("available 2");
            assertThat(ask(oldest, "acquire")).isEqualTo("acquired");
            assertThat(ask(second, "available"))
                    .as("that of who is cut off is back")
                    .isEqualTo("available 3");

            hosts.heal();
            alone.awaitErrorLine(EXCLUDED);
            alone.awaitErrorLine(OFFERED.formatted("elements", "15"));
            alone.awaitErrorLine(OFFERED.formatted("ranked", "3"));
            alone.awaitErrorLine(OFFERED.formatted("waited", "1"));
            alone.awaitErrorLine(OFFERED.formatted("late", "4"));
            second.awaitLine("was given w10");
            assertThat(drained(second, "elements"))
                    .containsExactlyInAnyOrderElementsOf(elements("a 10 30", "b 10 30", "c 15 30"));
            assertThat(drained(oldest, "ranked"))
                    .isSortedAccordingTo(Comparator.reverseOrder())
                    .containsExactlyInAnyOrderElementsOf(elements("a 10 13", "b 10 13", "ab 10 13"));
            assertThat(ask(alone, "release")).as("the permit from before").isEqualTo("lost");
            assertThat(ask(alone, "release")).as("the one of the smaller half").isEqualTo("lost");
            assertThat(ask(alone, "available")).isEqualTo("available 3");

            // All go on.
            ask(second, "store");
            ask(alone, "put late m 1");
            assertThat(drained(second, "late")).containsExactly("l10", "l11", "l12", "l13", "m10");
            for (ChildJvm jvm : jvms) {
                assertThat(ask(jvm, "acquire")).isEqualTo("acquired");
                assertThat(ask(jvm, "release")).isEqualTo("released");
                ask(jvm, "put elements last 1");
                assertThat(ask(jvm, "take elements 1")).isEqualTo("last10");
            }
            assertThat(ask(oldest, "release")).isEqualTo("released");
            assertThat(ask(alone, "available")).isEqualTo("available 4");
            oldest.assertStderr(APART);
            second.assertStderr();
            alone.assertStderr(APART, EXCLUDED, OFFERED.formatted(".*", "\\d+"));
        }
    }

    private String ask(ChildJvm jvm, String order) throws InterruptedException {
        int number = ++orders;
        jvm.send(number + " " + order);
        return jvm.awaitLine(number + " .*").substring(Integer.toString(number).length() + 1);
    }

    /** All that is there, one after the other. */
    private List<String> drained(ChildJvm jvm, String queue) throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (!ask(jvm, "size " + queue).equals("size 0")) {
            all.add(ask(jvm, "take " + queue + " 1"));
        }
        return all;
    }

    /** What {@code put} makes of a name, from one number to another one. */
    private static List<String> elements(String... names) {
        return Arrays.stream(names)
                .map(name -> name.split(" "))
                .flatMap(name -> IntStream.range(Integer.parseInt(name[1]), Integer.parseInt(name[2]))
                        .mapToObj(i -> name[0] + i))
                .toList();
    }
}
