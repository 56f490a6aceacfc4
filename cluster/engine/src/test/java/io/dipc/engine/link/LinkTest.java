package io.dipc.engine.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.engine.Quorum;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.CopyMessage;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<byte[]> wire = new ArrayList<>();
    private final Link sender = new Link(1, 2, network(wire), new Traffic(), Long.MAX_VALUE);
    private final List<byte[]> back = new ArrayList<>();
    private final Link receiver = new Link(2, 1, network(back), new Traffic(), Long.MAX_VALUE);
    private final List<Message> received = new ArrayList<>();

    @Test
    void messagesOfOneFlushShareAFrame() {
        sender.send(message(1), true, 0);
        sender.send(message(2), false, 0);
        sender.flush(0);

        assertThat(wire).hasSize(1);
        deliver(wire.get(0));
        assertThat(received).containsExactly(message(1), message(2));
    }

    @Test
    void whatIsNotUrgentWaitsForTheTick() {
        sender.send(message(1), false, 0);
        sender.flush(0);
        assertThat(wire).isEmpty();

        sender.tick(0);

        assertThat(wire).hasSize(1);
    }

    @Test
    void framesInAnyOrderAndTwiceAreDeliveredInOrderOnce() {
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sent.add(message(i));
            sender.send(message(i), true, 0);
            sender.flush(0);
        }
        List<byte[]> shuffled = new ArrayList<>(wire);
        shuffled.addAll(wire);
        Collections.shuffle(shuffled, new Random(1));

        shuffled.forEach(this::deliver);

        assertThat(received).isEqualTo(sent);
    }

    @Test
    void aFrameThatWasLostInACutIsSentAgainAsSoonAsThePeerIsHeardAgain() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        for (long second = 1; second < 20; second++) {
            sender.tick(second * SECOND);
        }
        wire.clear();
        receiver.send(message(7), true, 0);
        receiver.flush(0);
        sender.receive(back.get(0), 20 * SECOND, m -> {});
        assertThat(wire).as("what the peer lacks, and only that").hasSize(1);
        deliver(wire.get(0));
        assertThat(received).containsExactly(message(1));

        wire.clear();
        sender.heard(20 * SECOND + 1);
        assertThat(wire).as("too soon after the last time").isEmpty();
        sender.heard(21 * SECOND);
        assertThat(wire).hasSize(1);
    }

    /** What a connection that breaks takes with it is many frames, and nothing else. */
    @Test
    void aRunOfLostFramesIsMadeGoodInAFewRoundTripsWhileThePeerTalks() {
        Traffic traffic = new Traffic();
        Link link = new Link(1, 2, network(wire), traffic, Long.MAX_VALUE);
        int lost = 200;
        int later = 10;
        List<Message> sent = new ArrayList<>();
        for (int i = 0; i < lost + later; i++) {
            sent.add(message(i));
            link.send(message(i), true, 0);
            link.flush(0);
            if (i < lost) {
                wire.clear();
            }
        }
        for (long now = 0; now < 2 * SECOND; now += SECOND / 100) {
            exchange(link, now);
        }
        assertThat(received).isEqualTo(sent);
        assertThat(traffic.resent()).as("what was lost, and little else").isBetween((long) lost, lost + 2L * later);
    }

    @Test
    void toAPeerThatWasOnlySlowNotEverythingIsSentAgain() {
        Traffic traffic = new Traffic();
        Link link = new Link(1, 2, network(wire), traffic, Long.MAX_VALUE);
        for (int i = 0; i < 1000; i++) {
            link.send(message(i), true, 0);
            link.flush(0);
        }
        List<byte[]> late = new ArrayList<>(wire);
        wire.clear();
        link.tick(SECOND);
        long again = traffic.resent();
        assertThat(again).isPositive();
        late.addAll(wire);
        wire.clear();
        for (byte[] frame : late) {
            receiver.receive(frame, SECOND, received::add);
            receiver.flush(SECOND);
            back.forEach(each -> link.receive(each, SECOND, m -> {}));
            back.clear();
        }
        assertThat(received).hasSize(1000);
        assertThat(traffic.resent()).isLessThan(3 * again);
    }

    /** The receiver says something, both look at the clock, and what they have sent arrives. */
    private void exchange(Link link, long now) {
        receiver.send(message(0), true, now);
        receiver.flush(now);
        receiver.tick(now);
        List<byte[]> said = List.copyOf(back);
        back.clear();
        said.forEach(frame -> link.receive(frame, now, m -> {}));
        link.flush(now);
        link.tick(now);
        List<byte[]> arriving = List.copyOf(wire);
        wire.clear();
        arriving.forEach(frame -> receiver.receive(frame, now, received::add));
    }

    @Test
    void aGapIsAcknowledgedAtOnce() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        sender.send(message(2), true, 0);
        sender.flush(0);
        deliver(wire.get(1));
        receiver.flush(0);
        assertThat(back).hasSize(1);
    }

    @Test
    void aLostFrameIsSentAgainUntilItIsAcknowledged() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        wire.clear();

        sender.tick(SECOND / 10);
        assertThat(wire).as("too early").isEmpty();
        sender.tick(SECOND);
        assertThat(wire).hasSize(1);
        deliver(wire.get(0));
        receiver.tick(SECOND);
        sender.receive(back.get(0), SECOND, m -> {});
        wire.clear();
        sender.tick(10 * SECOND);

        assertThat(wire).as("acknowledged").isEmpty();
        assertThat(received).containsExactly(message(1));
    }

    @Test
    void anAcknowledgementWaitsForAMessageButNotForLong() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        deliver(wire.get(0));
        receiver.tick(Link.UNACKNOWLEDGED_NANOS - 1);
        assertThat(back).as("a message may still come to travel with").isEmpty();

        receiver.tick(Link.UNACKNOWLEDGED_NANOS);

        assertThat(back).hasSize(1);
        sender.receive(back.get(0), Link.UNACKNOWLEDGED_NANOS, m -> {});
        assertThat(sender.tick(Link.UNACKNOWLEDGED_NANOS))
                .as("something is not acknowledged")
                .isFalse();
    }

    @Test
    void whereMembersAreSoonTakenForStalledAnAcknowledgementWaitsForLess() {
        long stalledNanos = Link.UNACKNOWLEDGED_NANOS;
        Link quick = new Link(2, 1, network(back), new Traffic(), stalledNanos);
        sender.send(message(1), true, 0);
        sender.flush(0);
        quick.receive(wire.get(0), 0, received::add);

        quick.tick(stalledNanos / Link.ACKNOWLEDGEMENTS_UNTIL_STALLED);

        assertThat(back).hasSize(1);
    }

    @Test
    void manyBytesAreAcknowledgedAtOnce() {
        byte[] bytes = new byte[Link.UNACKNOWLEDGED_BYTES / 2];
        for (int i = 0; i < 2; i++) {
            sender.send(new SessionMessage.Answer(1, 1, 1, i, Status.OK, bytes), true, 0);
            sender.flush(0);
            deliver(wire.get(i));
            receiver.flush(0);
        }
        assertThat(back).hasSize(1);
    }

    @Test
    void aDuplicateIsAcknowledgedAtOnce() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        deliver(wire.get(0));
        receiver.flush(0);
        assertThat(back).as("an acknowledgement can wait").isEmpty();

        deliver(wire.get(0));
        receiver.flush(0);

        assertThat(back).hasSize(1);
    }

    @Test
    void framesForAnEarlierSessionAreIgnored() {
        Link other = new Link(3, 1, network(back), new Traffic(), Long.MAX_VALUE);
        sender.send(message(1), true, 0);
        sender.flush(0);

        other.receive(wire.get(0), 0, received::add);

        assertThat(received).isEmpty();
    }

    @Test
    void framesOfAnotherVersionAreRefused() {
        sender.send(message(1), true, 0);
        sender.flush(0);
        byte[] frame = wire.get(0);
        frame[0] = 77;

        assertThatThrownBy(() -> deliver(frame))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("protocol version 77 (expected: 1)");
    }

    private void deliver(byte[] frame) {
        receiver.receive(frame, 0, received::add);
    }

    private static Message message(int number) {
        return new CopyMessage.Fetch(1 + number, 0);
    }

    private static Network network(List<byte[]> wire) {
        return new Network() {
            @Override
            public Member self() {
                throw new UnsupportedOperationException();
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
            public void start(Listener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void send(long session, byte[] frame, int length) {
                wire.add(Arrays.copyOf(frame, length));
            }

            @Override
            public void close() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
