package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of members that were excluded while they were alive, step by step. */
class ExclusionTest extends SteppedCluster {

    @Test
    void aMemberThatSawTheOthersGoComesBackToThem() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(b.node.homesActive()).isTrue();
        // the network is cut
        a.sees(a);
        b.sees(b);
        run();
        // it heals: b is the one that joins again, a keeps its session
        b.exclude(103);
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(b.node.view()).isNotNull();
        assertThat(b.node.view().members()).hasSize(2);
    }

    @Test
    void twoExclusionsInARow() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState qa = open(a, "q", QUEUE);
        KeyState q = open(b, "q", QUEUE);
        Object[] take = command(b, q, QueueCommand.take(), true);
        a.sees(a);
        b.exclude(103);
        b.exclude(104);
        a.sees(a, b);
        b.sees(a, b);
        run();
        command(a, qa, QueueCommand.offer(new byte[] {0, 7}), false);
        run();
        assertThat(take[0]).isEqualTo(Status.OK);
    }

    @Test
    void aRequestThatANewSessionRepeatsIsAnsweredAsTheFirstTime() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        run();
        List<Boolean> created = new ArrayList<>();
        List<Integer> existed = new ArrayList<>();
        open(a, "old", QUEUE);
        // keys whose home is the other one, which executes the requests although the answers do not arrive
        for (int i = 0; i < 200; i++) {
            String key = "new" + i;
            b.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(key)) {
                @Override
                protected Request request(long reference) {
                    return new Request.Open(reference, b.node.self().session(), key, QUEUE, null);
                }

                @Override
                protected void replied(Status s, byte[] bytes) {
                    throw new IllegalStateException("open ended with " + s);
                }

                @Override
                protected boolean opened(SessionMessage.Opened o, KeyState opened) {
                    return created.add(o.created());
                }

                @Override
                protected void failed(RuntimeException e) {
                    throw e;
                }
            }));
        }
        b.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf("old")) {
            @Override
            protected Request request(long reference) {
                return new Request.Remove(reference, b.node.self().session(), "old");
            }

            @Override
            protected void replied(Status s, byte[] bytes) {
                existed.add((int) bytes[0]);
            }

            @Override
            protected void failed(RuntimeException e) {
                throw e;
            }
        }));
        b.exclude(103);
        deliver();
        a.sees(a);
        run();
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(created).hasSize(200).doesNotContain(false);
        assertThat(existed).containsExactly(1);
    }

    @Test
    void whoGivesUpWhileTheObjectIsJoinedAgainNeedNotWait() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState q = open(b, "q", QUEUE);
        Object[] take = command(b, q, QueueCommand.take(), true);
        b.exclude(103);
        b.node.execute(requests -> requests.cancel(last));
        assertThat(take[0]).isEqualTo(Status.CANCELLED);
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(command(b, q, QueueCommand.offer(new byte[] {0, 1}), false)[0])
                .isEqualTo(Status.OK);
        assertThat((byte[]) command(b, q, QueueCommand.poll(), true)[1]).endsWith((byte) 1);
    }

    @Test
    void theOnlyUserOfAnEmptyQueueIsExcluded() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState q = open(b, "q", QUEUE);
        Object[] take = command(b, q, QueueCommand.take(), true);
        a.sees(a);
        run();
        b.exclude(103);
        a.sees(a, b);
        b.sees(a, b);
        run();
        assertThat(take[0]).isNull();
    }
}
