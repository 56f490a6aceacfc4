package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.SessionLostException;
import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of members that were excluded while they were alive, step by step. */
class ExclusionTest {
    private static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(2).toBytes(), "t");
    private final ArrayDeque<Runnable> wire = new ArrayDeque<>();
    private final Map<Long, End> ends = new LinkedHashMap<>();
    private long clock = 1_000_000;

    /** One member, with its network. */
    private final class End implements Network {
        private Member self;
        private Listener listener;
        private final Node node;

        End(long session) {
            self = new Member(session, "m" + session, "a", true);
            ends.put(session, this);
            node = new Node(
                    this, new NodeOptions(1, () -> clock, () -> clock / 1_000_000, wire::add, alarm -> {}, null));
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Quorum quorum() {
            return Quorum.NONE;
        }

        @Override
        public Member renew() {
            throw new IllegalStateException("suspicion counts as proof");
        }

        @Override
        public void start(Listener l) {
            listener = l;
        }

        @Override
        public void send(long session, byte[] frame, int length) {
            byte[] bytes = Arrays.copyOf(frame, length);
            long from = self.session();
            wire.add(() -> {
                End to = ends.get(session);
                if (to != null) {
                    to.listener.frames(from, List.of(bytes));
                }
            });
        }

        @Override
        public void close() {}

        void sees(End... all) {
            listener.members(Arrays.stream(all).map(e -> e.self).toList());
        }

        void exclude(long newSession) {
            ends.remove(self.session());
            self = new Member(newSession, self.name(), "a", true);
            ends.put(newSession, this);
            listener.excluded(self);
        }
    }

    /** Lets everything happen that is under way, and ten seconds pass. */
    private void run() {
        for (int i = 0; i < 400; i++) {
            clock += 25_000_000;
            new ArrayList<>(ends.values()).forEach(e -> e.node.tick());
            Runnable r;
            while ((r = wire.poll()) != null) {
                r.run();
            }
        }
    }

    private End end(long session) {
        End e = new End(session);
        e.node.start();
        return e;
    }

    private KeyState open(End end, String key, Descriptor descriptor) {
        KeyState[] state = new KeyState[1];
        end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(key)) {
            @Override
            protected Request request(long reference) {
                return new Request.Open(reference, key, descriptor, null);
            }

            @Override
            protected void replied(Status s, byte[] b) {
                throw new IllegalStateException("open ended with " + s);
            }

            @Override
            protected void opened(Message.Opened o, KeyState opened) {
                state[0] = opened;
            }

            @Override
            protected void failed(RuntimeException e) {
                throw e;
            }
        }));
        run();
        return state[0];
    }

    /** What becomes of it: status, exception, or null while waiting. */
    private Object[] command(End end, KeyState key, byte[] bytes, boolean receipt) {
        Object[] result = new Object[2];
        end.node.execute(requests -> requests.submit(new Command(key, bytes, receipt) {
            @Override
            protected boolean ended(Status s, byte[] b) {
                result[0] = s;
                result[1] = b;
                Command self = this;
                if (receipt && s == Status.OK) {
                    end.node.execute(r -> r.accept(self));
                }
                return true;
            }

            @Override
            protected void failed(RuntimeException e) {
                result[0] = e;
            }
        }));
        run();
        return result;
    }

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

    /** Takes an element for somebody and keeps it. */
    private Object[] takeFor(Object taker, End end, KeyState key) {
        Object[] result = new Object[2];
        end.node.execute(requests -> requests.submit(new Command(key, QueueCommand.take(), true) {
            @Override
            protected Object taker() {
                return taker;
            }

            @Override
            protected boolean ended(Status s, byte[] b) {
                result[0] = s;
                result[1] = b;
                Command self = this;
                end.node.execute(r -> r.keep(self));
                return true;
            }

            @Override
            protected void failed(RuntimeException e) {
                result[0] = e;
            }
        }));
        run();
        return result;
    }

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
