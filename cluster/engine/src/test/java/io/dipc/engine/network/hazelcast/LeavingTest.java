package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members that leave, die or stop. */
class LeavingTest {

    /**
     * On a machine that does nothing else it is 600 ms; one that does cannot be held to it. In any case less than it takes
     * to notice silence.
     */
    private static final long LIMIT_MILLIS = Long.getLong("dipc.test.gone.millis", Options.DETECTION.toMillis() / 2);

    /** Where silence is to be noticed: longer than a busy machine keeps the others from running. */
    private static final int DETECTION_SECONDS = 15;

    @TempDir
    Path rendezvous;

    @Test
    void killedMemberIsGoneSoon() {
        try (Child a = Child.start(rendezvous, "kill", "a")) {
            a.await("members a");
            try (Child b = Child.start(rendezvous, "kill", "b")) {
                b.await("members a,b");
                try (Child c = Child.start(rendezvous, "kill", "c")) {
                    c.await("members a,b,c");
                    a.await("members a,b,c");
                    b.await("members a,b,c");

                    long killed = b.kill();
                    assertSoon("young one", killed, a, "members a,c");
                    assertSoon("young one", killed, c, "members a,c");

                    killed = a.kill();
                    assertSoon("oldest", killed, c, "members c");
                }
            }
        }
    }

    @Test
    void killedMemberOfAnotherMachineIsGoneSoon(@TempDir Path there, @TempDir Path elsewhere) {
        // Without a common directory there are no locks to look at, as between machines.
        String join = "127.0.0.1,127.0.0.2,127.0.0.3";
        try (Child a = Child.start(rendezvous, "kill", "a", "127.0.0.1", join)) {
            a.await("members a");
            try (Child b = Child.start(there, "kill", "b", "127.0.0.2", join)) {
                b.await("members a,b");
                try (Child c = Child.start(elsewhere, "kill", "c", "127.0.0.3", join)) {
                    c.await("members a,b,c");
                    a.await("members a,b,c");
                    b.await("members a,b,c");

                    long killed = b.kill();
                    assertSoon("young one elsewhere", killed, a, "members a,c");
                    assertSoon("young one elsewhere", killed, c, "members a,c");

                    killed = a.kill();
                    assertSoon("oldest elsewhere", killed, c, "members c");
                }
            }
        }
    }

    @Test
    void leavingMemberIsGoneAtOnce() {
        try (Child a = Child.start(rendezvous, "leave", "a")) {
            a.await("members a");
            try (Child b = Child.start(rendezvous, "leave", "b")) {
                b.await("members a,b");
                a.await("members a,b");
                long told = System.nanoTime();
                a.tell("close");
                assertSoon("oldest", told, b, "members b");
                System.out.println(a.awaitPrefix("closed ").text());
                assertThat(a.awaitEnd()).isTrue();
                assertThat(a.exitCode()).isZero();
            }
        }
    }

    @Test
    void stoppedMemberStaysUntilItIsSilentForTooLongAndComesBackAsAnother() {
        try (Child a = Child.start(DETECTION_SECONDS, rendezvous, "stop", "a")) {
            a.await("members a");
            try (Child b = Child.start(DETECTION_SECONDS, rendezvous, "stop", "b")) {
                b.await("members a,b");
                try (Child c = Child.start(DETECTION_SECONDS, rendezvous, "stop", "c")) {
                    c.await("members a,b,c");
                    a.await("members a,b,c");

                    long stopped = System.nanoTime();
                    b.signal("STOP");
                    Child.Line gone = a.await("members a,c");
                    c.await("members a,c");
                    assertThat(gone.nanos() - stopped)
                            .as("nanoseconds until the stopped member is excluded")
                            .isGreaterThan(TimeUnit.SECONDS.toNanos(DETECTION_SECONDS / 3));

                    b.signal("CONT");
                    b.await("excluded b");
                    b.await("members a,c,b");
                    a.await("members a,c,b");
                    c.await("members a,c,b");
                }
            }
        }
    }

    @Test
    void stoppedOldestMemberComesBackAsTheYoungest() {
        try (Child a = Child.start(DETECTION_SECONDS, rendezvous, "stop", "a")) {
            a.await("members a");
            try (Child b = Child.start(DETECTION_SECONDS, rendezvous, "stop", "b")) {
                b.await("members a,b");
                try (Child c = Child.start(DETECTION_SECONDS, rendezvous, "stop", "c")) {
                    c.await("members a,b,c");
                    a.signal("STOP");
                    b.await("members b,c");
                    c.await("members b,c");
                    a.signal("CONT");
                    a.await("excluded a");
                    a.await("members b,c,a");
                    b.await("members b,c,a");
                    c.await("members b,c,a");
                }
            }
        }
    }

    private static void assertSoon(String who, long since, Child observer, String expected) {
        Child.Line line = observer.await(expected);
        long millis = TimeUnit.NANOSECONDS.toMillis(line.nanos() - since);
        System.out.println(who + " gone after " + millis + " ms");
        assertThat(millis).as("milliseconds until %s", expected).isLessThan(LIMIT_MILLIS);
    }
}
