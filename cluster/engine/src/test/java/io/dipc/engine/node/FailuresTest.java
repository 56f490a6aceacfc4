package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each failure that a caller may hear of really comes, step by step. */
class FailuresTest extends SteppedCluster {

    @Test
    void whoHadAnElementInHandHearsOnceThatItHasGoneToOthers() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState qa = open(a, "q", QUEUE);
        KeyState q = open(b, "q", QUEUE);
        command(a, qa, QueueCommand.offer(new byte[] {0, 1}), false);
        command(a, qa, QueueCommand.offer(new byte[] {0, 2}), false);
        assertThat((byte[]) takeFor("t", b, q)[1]).endsWith((byte) 1);
        a.sees(a);
        b.exclude(103);
        a.sees(a, b);
        b.sees(a, b);
        run();

        assertThat((byte[]) takeFor("other", b, q)[1]).endsWith((byte) 1);
        assertThat(takeFor("t", b, q)[0])
                .isInstanceOf(SessionLostException.class)
                .hasToString("io.dipc.SessionLostException: this JVM was excluded from the cluster while it was alive;"
                        + " what it held of q has gone to others");
        assertThat((byte[]) takeFor("t", b, q)[1]).endsWith((byte) 2);
    }

    @Test
    void aCommandThatNeverArrivedIsIssuedAgain() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState q = open(b, "q", QUEUE);
        KeyState qa = open(a, "q", QUEUE);
        offerIntoTheVoid(b, q);
        Object[] offer = lastResult;
        a.sees(a);
        run();
        b.exclude(103);
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(offer[0]).isEqualTo(Status.OK);
        assertThat((byte[]) command(a, qa, QueueCommand.poll(), true)[1]).endsWith((byte) 1);
        assertThat(QueueAnswer.element((byte[]) command(a, qa, QueueCommand.poll(), true)[1]))
                .isNull();
    }

    @Test
    void aReleaseThatNeverArrivedIsNotMadeUpFor() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        for (boolean returned : new boolean[] {true, false}) {
            String name = "s" + returned;
            KeyState s = open(b, name, semaphore(returned));
            KeyState sa = open(a, name, semaphore(returned));
            command(b, s, SemaphoreCommand.acquire(1), true);
            issue(b, s, SemaphoreCommand.release(1), false);
            wire.clear();
            Object[] release = lastResult;
            a.sees(a);
            run();
            b.exclude(b.self.session() + 10);
            a.sees(a, b);
            b.sees(a, b);
            run();
            // Either it was returned with the session, or it is released now; never both.
            if (returned) {
                assertThat(release[0]).isInstanceOf(SessionLostException.class);
            } else {
                assertThat(release[0]).isEqualTo(Status.OK);
            }
            byte[] drained = (byte[]) command(a, sa, SemaphoreCommand.drain(), true)[1];
            assertThat(SemaphoreAnswer.number(drained))
                    .as("returned: %s", returned)
                    .isEqualTo(2);
        }
    }

    private static Descriptor semaphore(boolean returnedAtCrash) {
        return new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(2, false, returnedAtCrash).toBytes(), "t");
    }

    @Test
    void whatBecameOfACommandIsForgottenInTheEnd() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState q = open(b, "q", QUEUE);
        open(a, "q", QUEUE);
        offerIntoTheVoid(b, q);
        Object[] offer = lastResult;
        a.sees(a);
        run();
        b.exclude(103);
        clock += 601_000_000_000L;
        run();
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(offer[0]).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void anObjectWhoseHomeAndBackupsDieTogetherIsLost() {
        End a = end(101);
        End b = end(102);
        End c = end(103);
        a.sees(a, b, c);
        b.sees(a, b, c);
        c.sees(a, b, c);
        List<KeyState> queues = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queues.add(open(c, "q" + i, QUEUE));
        }
        ends.remove(101L);
        ends.remove(102L);
        c.sees(c);
        run();
        int lost = 0;
        for (KeyState queue : queues) {
            Object end = command(c, queue, QueueCommand.poll(), true)[0];
            assertThat(end).isIn(Status.OK, Status.LOST);
            lost += end == Status.LOST ? 1 : 0;
        }
        assertThat(lost).isBetween(1, 99);
    }
}
