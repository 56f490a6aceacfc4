package io.dipc.engine;

import static io.dipc.engine.inprocess.Conditions.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.lang.ref.Reference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys that nobody uses are forgotten, if their objects are as new; all others stay. */
@Timeout(600)
class KeyLifetimeTest {
    private static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(5).toBytes(), "test");
    private static final Descriptor SEMAPHORE =
            new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(2, false, true).toBytes(), "test");

    private final InProcessNetwork network = new InProcessNetwork();
    private final EngineCluster one = network.join("one");
    private final EngineCluster other = network.join("other");

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void keysThatNobodyCanReachAreForgotten() throws Exception {
        for (int i = 0; i < 1000; i++) {
            ObjectHandle queue = one.open("q" + i, QUEUE, null);
            offer(queue, 1);
            assertThat(take(queue)).isEqualTo(1);
        }
        awaitCollected(() -> other.keys().isEmpty());
    }

    @Test
    void elementsKeepAKey() throws Exception {
        offer(one.open("full", QUEUE, null), 7);
        one.open("empty", QUEUE, null);
        awaitCollected(() -> keys().equals(List.of("full")));

        assertThat(take(other.open("full", QUEUE, null))).isEqualTo(7);
        awaitCollected(() -> keys().isEmpty());
    }

    @Test
    void anotherUserKeepsAKey() throws Exception {
        ObjectHandle queue = other.open("q", QUEUE, null);
        one.open("q", QUEUE, null);
        one.open("unused", QUEUE, null);
        awaitCollected(() -> keys().equals(List.of("q")));

        ObjectHandle again = one.open("q", QUEUE, null);
        assertThat(again.created()).isFalse();
        for (int i = 0; i < 5; i++) {
            offer(again, i);
            assertThat(take(queue)).isEqualTo(i);
        }
        Reference.reachabilityFence(queue);
    }

    @Test
    void aSecondHandleKeepsAKey() throws Exception {
        ObjectHandle keeping = one.open("q", QUEUE, null).keeping();
        one.open("unused", QUEUE, null);
        awaitCollected(() -> keys().equals(List.of("q")));
        offer(keeping, 3);
        assertThat(QueueAnswer.count(keeping.query(QueueQuery.size()))).isEqualTo(1);
    }

    @Test
    void aKeyCanBeUsedAgainWhileItIsForgotten() throws Exception {
        for (int round = 0; round < 200; round++) {
            ObjectHandle queue = one.open("q", QUEUE, null);
            for (int i = 0; i < 3; i++) {
                offer(queue, i);
                assertThat(take(queue)).isEqualTo(i);
            }
            if (round % 20 == 0) {
                System.gc();
            }
        }
        awaitCollected(() -> keys().isEmpty());
        assertThat(one.open("q", QUEUE, null).created()).isTrue();
    }

    @Test
    void permitsThatAreHeldKeepAKeyAndAreReturnedAtACrash() throws Exception {
        one.open("s", SEMAPHORE, null)
                .await(SemaphoreCommand.acquire(2), Long.MAX_VALUE, Wait.TAKING)
                .accept();
        one.open("unused", QUEUE, null);
        awaitCollected(() -> keys().equals(List.of("s")));
        ObjectHandle semaphore = other.open("s", SEMAPHORE, null);
        assertThat(SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.available())))
                .isZero();

        one.close();

        await(() -> SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.available())) == 2);
    }

    @Test
    void whoHoldsPermitsMayLookAtTheSemaphoreAgain() throws Exception {
        one.open("s", SEMAPHORE, null)
                .await(SemaphoreCommand.acquire(2), Long.MAX_VALUE, Wait.TAKING)
                .accept();
        one.open("unused", QUEUE, null);
        awaitCollected(() -> keys().equals(List.of("s")));

        ObjectHandle again = one.open("s", SEMAPHORE, null);
        again.call(SemaphoreCommand.release(2));
        assertThat(SemaphoreAnswer.number(again.query(SemaphoreQuery.available())))
                .isEqualTo(2);
        Reference.reachabilityFence(again);
    }

    private List<String> keys() {
        return other.keys().stream().map(KeyInfo::key).toList();
    }

    @Test
    void whoSaysGoodbyeLeavesNothingBehind() throws Exception {
        // Again and again, since the guest may be gone before the home is active in the view in which it leaves.
        for (int i = 0; i < 20; i++) {
            boolean orderly = i % 2 == 0;
            EngineCluster guest = network.join("guest");
            ObjectHandle queue = guest.open("q", QUEUE, null);
            Thread waiting = new Thread(() -> {
                try {
                    take(queue);
                } catch (InterruptedException | ClusterUnavailableException e) {
                    // the cluster is left while this thread waits
                }
            });
            waiting.start();
            await(() -> other.keys().stream().anyMatch(key -> !key.waiting().isEmpty()));
            guest.leave(orderly, TimeUnit.SECONDS.toNanos(60));
            waiting.join();
            await(() -> other.keys().isEmpty());
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

    private static void awaitCollected(BooleanSupplier condition) throws InterruptedException {
        await(() -> {
            System.gc();
            return condition.getAsBoolean();
        });
    }
}
