package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that start at the same instant. */
class StartingTogetherTest {

    private static final int ROUNDS = Integer.getInteger("dipc.test.rounds", 2);
    /** On a machine that does nothing else it is 5 s; one that does cannot be held to it. */
    private static final long LIMIT_MILLIS = Long.getLong("dipc.test.together.millis", 300_000);

    private static final List<String> WARNINGS = List.of("-Dorg.slf4j.simpleLogger.log.io.dipc=warn");

    @TempDir
    Path rendezvous;

    @Test
    void onOneMachineFormOneCluster() {
        for (int round = 0; round < ROUNDS; round++) {
            List<Child> children = new ArrayList<>();
            try {
                for (String name : List.of("a", "b", "c")) {
                    children.add(Child.start(rendezvous, "round-" + round, name));
                }
                assertOneCluster(children);
            } finally {
                children.forEach(Child::close);
            }
        }
    }

    @Test
    void atSeveralAddressesFormOneCluster() {
        String join = "127.0.0.1,127.0.0.2,127.0.0.3,not-started-yet.invalid";
        for (int round = 0; round < ROUNDS; round++) {
            List<Child> children = new ArrayList<>();
            try {
                for (int i = 1; i <= 3; i++) {
                    children.add(Child.start(rendezvous, "round-" + round, "m" + i, "127.0.0." + i, join));
                }
                assertOneCluster(children);
            } finally {
                children.forEach(Child::close);
            }
        }
    }

    /**
     * The others have not noticed yet that their leader has ended when another process listens at its address, and asks them
     * who leads: itself, they think. It must not found another cluster. Which they notice first is not forced here.
     */
    @Test
    void atTheAddressOfTheLeaderThatJustEndedNobodyFounds() {
        String join = "127.0.0.1,127.0.0.2,127.0.0.3";
        List<Child> children = new ArrayList<>();
        try {
            for (int i = 1; i <= 3; i++) {
                Child child = Child.start(rendezvous, "successor", "m" + i, "127.0.0." + i, join);
                children.add(child);
                child.awaitPrefix("up ");
            }
            assertOneCluster(children);
            List<Child> others = children.subList(1, 3);
            others.forEach(each -> each.signal("STOP"));
            children.get(0).kill();
            assertThat(children.get(0).awaitEnd()).isTrue();
            Child successor = Child.start(WARNINGS, rendezvous, "successor", "m4", "127.0.0.1", join);
            children.set(0, successor);
            // It has asked both.
            successor.awaitError("a process listens at 127.0.0.2:");
            successor.awaitError("a process listens at 127.0.0.3:");
            others.forEach(each -> each.signal("CONT"));
            for (Child each : children) {
                each.await("m2, m3, m4", 0, StartingTogetherTest::hasAllOfTheSecond);
            }
        } finally {
            children.forEach(each -> each.signal("CONT"));
            children.forEach(Child::close);
        }
    }

    private static boolean hasAllOfTheSecond(String line) {
        return line.startsWith("members ")
                && line.split(",").length == 3
                && List.of("m2", "m3", "m4").stream().allMatch(line::contains);
    }

    private static void assertOneCluster(List<Child> children) {
        List<Long> millis = new ArrayList<>();
        for (Child child : children) {
            Child.Line all =
                    child.await("three members", 0, line -> line.startsWith("members ") && line.split(",").length == 3);
            Child.Line up = child.awaitPrefix("up ");
            millis.add(child.millis(all));
            System.out.println(up.text() + ", all after " + child.millis(all));
        }
        assertThat(millis).as("milliseconds to the complete cluster").allMatch(each -> each < LIMIT_MILLIS);
    }
}
