package io.dipc.engine;

import static io.dipc.engine.inprocess.Conditions.await;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.OutcomeUnknownException;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What calls say while their JVM does not reach a majority of the members that decide, and afterwards. */
@Timeout(600)
class BelowQuorumTest {
    private static final Duration DETECTION = Duration.ofSeconds(2);
    private static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(5).toBytes(), "test");
    private static final Descriptor SEMAPHORE =
            new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(2, false, true).toBytes(), "test");

    private final InProcessNetwork network = new InProcessNetwork();
    private final EngineCluster older =
            EngineCluster.start(network.connect("older", true), InProcessNetwork.options("older", DETECTION));
    private final InProcessNetwork.End link = network.connect("younger", true);
    private final EngineCluster younger = EngineCluster.start(link, InProcessNetwork.options("younger", DETECTION));

    @AfterEach
    void close() {
        younger.close();
        older.close();
    }

    @Test
    void callsThatDoNotWaitForOthersEnd() throws Exception {
        ObjectHandle queue = younger.open("q", QUEUE, null);
        ObjectHandle semaphore = younger.open("s", SEMAPHORE, null);
        younger.open("unwanted", QUEUE, null);
        cutOff(queue);

        String majority = "this JVM does not reach a majority";
        assertThatThrownBy(() -> queue.query(QueueQuery.size()))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContainingAll(majority, "had no effect");
        assertThatThrownBy(() -> queue.await(QueueCommand.poll(), 0, Wait.UNINTERRUPTIBLY))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContainingAll(majority, "q had no effect");
        assertThatThrownBy(() -> semaphore.await(SemaphoreCommand.tryNow(1), 0, Wait.UNINTERRUPTIBLY))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContainingAll(majority, "s had no effect");
        assertThatThrownBy(() -> younger.open("new", QUEUE, null))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContainingAll(majority, "had no effect");
        assertThatThrownBy(() -> queue.call(QueueCommand.offer(new byte[] {0, 1})))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll(majority, "q may have taken effect");
        assertThatThrownBy(() -> younger.remove("unwanted"))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContainingAll(majority, "may have taken effect");
    }

    @Test
    void callsThatWaitGoOnWaitingOrEndWhenTheirTimeIsOver() throws Exception {
        ObjectHandle queue = younger.open("q", QUEUE, null);
        ObjectHandle there = older.open("q", QUEUE, null);
        cutOff(queue);
        CompletableFuture<Integer> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take(queue);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(queue.await(QueueCommand.take(), MILLISECONDS.toNanos(100), Wait.TAKING))
                .isNull();
        assertThatThrownBy(
                        () -> queue.await(QueueCommand.put(new byte[] {0, 9}), MILLISECONDS.toNanos(100), Wait.GIVING))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("q took effect");
        interruptWhenItWaits(Thread.currentThread());
        assertThatThrownBy(() -> queue.await(QueueCommand.put(new byte[] {0, 9}), Long.MAX_VALUE, Wait.GIVING))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("q took effect");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(taken).isNotDone();

        link.cutOff(false);
        // What was given up may have taken effect; what was put afterwards comes in any case.
        offer(there, 5);
        assertThat(taken.get(240, SECONDS)).isIn(5, 9);
        await(() -> isAnswered(queue));
    }

    private static void interruptWhenItWaits(Thread thread) {
        Thread other = new Thread(() -> {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            thread.interrupt();
        });
        other.setDaemon(true);
        other.start();
    }

    @Test
    void anObjectWhoseOpeningWasGivenUpIsLeftAgain() throws Exception {
        ObjectHandle queue = younger.open("used", QUEUE, null);
        cutOff(queue);
        assertThatThrownBy(() -> younger.open("new", QUEUE, null)).isInstanceOf(ClusterUnavailableException.class);
        link.cutOff(false);
        // A session that was excluded is remembered by what it used; this one never used the new key.
        await(() -> sizeIs(queue, 0));
        await(() -> older.keys().stream().map(KeyInfo::key).toList().equals(List.of("used")));
        Reference.reachabilityFence(queue);
    }

    /** Returns when the lease has ended, within which a home may answer what needs no backup. */
    private void cutOff(ObjectHandle queue) throws InterruptedException {
        link.cutOff(true);
        await(() -> !isAnswered(queue));
    }

    private static boolean isAnswered(ObjectHandle queue) {
        try {
            queue.query(QueueQuery.size());
            return true;
        } catch (ClusterUnavailableException e) {
            return false;
        }
    }

    private static boolean sizeIs(ObjectHandle queue, int size) {
        try {
            return QueueAnswer.count(queue.query(QueueQuery.size())) == size;
        } catch (ClusterUnavailableException e) {
            return false;
        }
    }

    private static void offer(ObjectHandle queue, int element) {
        assertThat(QueueAnswer.added(queue.call(QueueCommand.offer(new byte[] {0, (byte) element}))))
                .isTrue();
    }

    private static int take(ObjectHandle queue) throws InterruptedException {
        Grant grant = queue.await(QueueCommand.take(), Long.MAX_VALUE, Wait.TAKING);
        grant.accept();
        return QueueAnswer.element(grant.answer())[1];
    }
}
