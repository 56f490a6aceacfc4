package io.dipc.engine.node;

import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Nodes that are alone with a test: what they send arrives, and time passes, when it says so. */
abstract class SteppedCluster {
    static final Descriptor QUEUE = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(2).toBytes(), "t");
    /** See {@link io.dipc.engine.link.Link}. */
    private static final int FRAME_HEADER = 25;

    final ArrayDeque<Runnable> wire = new ArrayDeque<>();
    final Map<Long, End> ends = new LinkedHashMap<>();
    long clock = 1_000_000;
    /** How many the first member decides that there are. */
    int backups = 1;

    Command last;
    Object[] lastResult;

    /** One member, with its network. */
    final class End implements Network {
        Member self;
        Listener listener;
        private List<Runnable> held;
        private Predicate<Message> lost = message -> false;
        final Node node;

        End(long session) {
            self = new Member(session, "m" + session, "a", true);
            ends.put(session, this);
            node = new Node(
                    this, new NodeOptions(backups, () -> clock, () -> clock / 1_000_000, wire::add, alarm -> {}, null));
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
            if (hasMessage(bytes, lost)) {
                return;
            }
            long from = self.session();
            wire.add(() -> {
                End to = ends.get(session);
                if (to != null && !to.hold(bytes, () -> to.listener.frames(from, List.of(bytes)))) {
                    to.listener.frames(from, List.of(bytes));
                }
            });
        }

        /** From now on answers to inquiries get stuck on the way. */
        void holdReplies() {
            held = new ArrayList<>();
        }

        /** They arrive. */
        void hearReplies() {
            wire.addAll(held);
            held = null;
        }

        private boolean hold(byte[] frame, Runnable arrival) {
            return held != null
                    && hasMessage(
                            frame,
                            message -> message instanceof SessionMessage.Reply
                                    || message instanceof EntryMessage.Early early
                                            && early.message() instanceof SessionMessage.Reply)
                    && held.add(arrival);
        }

        /** From now on such messages of this member get lost on the way, and those that are sent after one. */
        void lose(Predicate<Message> messages) {
            lost = messages;
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

    private static boolean hasMessage(byte[] frame, Predicate<Message> sought) {
        WireReader in = new WireReader(frame, FRAME_HEADER, frame.length - FRAME_HEADER);
        while (in.remaining() > 0) {
            if (sought.test(Message.read(in))) {
                return true;
            }
        }
        return false;
    }

    /** Lets everything happen that is under way, and ten seconds pass. */
    void run() {
        for (int i = 0; i < 400; i++) {
            tick();
        }
    }

    void tick() {
        clock += 25_000_000;
        new ArrayList<>(ends.values()).forEach(e -> e.node.tick());
        deliver();
    }

    void deliver() {
        Runnable r;
        while ((r = wire.poll()) != null) {
            r.run();
        }
    }

    End end(long session) {
        End e = new End(session);
        e.node.start();
        return e;
    }

    KeyState open(End end, String key, Descriptor descriptor) {
        KeyState[] state = opening(end, key, descriptor);
        run();
        return state[0];
    }

    /** Without letting time pass. */
    KeyState openSoon(End end, String key, Descriptor descriptor) {
        KeyState[] state = opening(end, key, descriptor);
        deliver();
        return state[0];
    }

    private KeyState[] opening(End end, String key, Descriptor descriptor) {
        KeyState[] state = new KeyState[1];
        end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(key)) {
            @Override
            protected Request request(long reference) {
                return new Request.Open(reference, end.node.self().session(), key, descriptor, null);
            }

            @Override
            protected void replied(Status s, byte[] b) {
                throw new IllegalStateException("open ended with " + s);
            }

            @Override
            protected boolean opened(SessionMessage.Opened o, KeyState opened) {
                state[0] = opened;
                return true;
            }

            @Override
            protected void failed(RuntimeException e) {
                throw e;
            }
        }));
        return state;
    }

    /** An offer that is lost on the way. */
    void offerIntoTheVoid(End end, KeyState key) {
        issue(end, key, QueueCommand.offer(new byte[] {0, 1}), false);
        wire.clear();
    }

    /** What becomes of it: status, exception, or null while waiting. */
    Object[] command(End end, KeyState key, byte[] bytes, boolean receipt) {
        issue(end, key, bytes, receipt);
        Object[] result = lastResult;
        run();
        return result;
    }

    void issue(End end, KeyState key, byte[] bytes, boolean receipt) {
        Object[] result = new Object[2];
        lastResult = result;
        last = new Command(key, bytes, receipt) {
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
            protected boolean lost() {
                return false;
            }

            @Override
            protected void failed(RuntimeException e) {
                result[0] = e;
            }
        };
        Command command = last;
        end.node.execute(requests -> requests.submit(command));
    }

    /** Takes an element for somebody and keeps it. */
    Object[] takeFor(Object taker, End end, KeyState key) {
        Object[] result = new Object[2];
        end.node.execute(requests -> requests.submit(new Command(key, QueueCommand.take(), true) {
            @Override
            protected Object taker() {
                return taker;
            }

            @Override
            protected boolean repeats() {
                return true;
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
}
