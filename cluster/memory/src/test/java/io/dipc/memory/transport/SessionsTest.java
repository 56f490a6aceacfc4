package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Members that come, go, and come again. */
class SessionsTest {

    @Test
    void messagesAreReceivedFromAMemberThatIsNotKnownYet() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            one.transport.know(other.session, other.transport.address());
            one.send(other, new Message.Parted(5));
            assertThat(other.take()).isEqualTo(new Envelope(Member.VIEW, 1, new Message.Parted(5)));
            other.send(one, new Message.Parted(6));
            other.transport.know(one.session, one.transport.address());
            other.send(one, new Message.Parted(7));
            assertThat(one.take().message())
                    .as("what was sent before is dropped")
                    .isEqualTo(new Message.Parted(7));
        }
    }

    @Test
    void aMemberThatIsForgottenGetsAndSaysNothing() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2);
                Member third = new Member(3)) {
            Member.introduce(one, other);
            Member.introduce(one, third);
            Member.introduce(other, third);
            Member.assertConnected(one, other);
            other.transport.forget(one.session);
            one.send(other, new Message.Parted(1));
            other.transport.know(one.session, one.transport.address());
            other.send(one, new Message.Parted(2));
            assertThat(other.transport.unsent(one.session)).isZero();
            Member.assertConnected(third, other);
            Member.assertConnected(one, third);
            assertThat(one.received).isEmpty();
            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void aMemberThatHasRestartedGetsNothingOfTheOldOne() throws Exception {
        try (Member one = new Member(1)) {
            InetSocketAddress address;
            try (Member other = new Member(2)) {
                address = other.transport.address();
                Member.introduce(one, other);
                Member.assertConnected(one, other);
            }
            one.transport.send(2, Member.REGION, new Envelope(Member.VIEW, 1, new Message.Parted(1)));
            CountDownLatch received = new CountDownLatch(1);
            Receiver receiver = (region, envelope) -> {
                assertThat(envelope.message()).isEqualTo(new Message.Parted(2));
                received.countDown();
            };
            try (NettyTransport next =
                    new NettyTransport(new TransportOptions(address, Member.CLUSTER, 3, Optional.empty()), receiver)) {
                one.transport.know(3, address);
                one.transport.send(3, Member.REGION, new Envelope(Member.VIEW, 1, new Message.Parted(2)));
                assertThat(received.await(Member.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .isTrue();
                assertThat(next.unsent(1)).isZero();
            }
        }
    }

    @Test
    void allRunsInOneDaemonThreadThatEnds() throws Exception {
        Thread[] thread = new Thread[1];
        try (Member one = new Member(1)) {
            one.transport
                    .executor()
                    .submit(() -> thread[0] = Thread.currentThread())
                    .get();
            assertThat(thread[0].getName()).isEqualTo("dipc-pages");
            assertThat(thread[0].isDaemon()).isTrue();
        }
        thread[0].join(TimeUnit.SECONDS.toMillis(Member.PATIENCE_SECONDS));
        assertThat(thread[0].isAlive()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("globalEventExecutor"));
    }

    @Test
    void whatCannotBeSentIsRefused() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            Member.introduce(one, other);
            byte[] page = new byte[Transport.LARGEST_PAGE + 1];
            assertThatThrownBy(() -> one.send(other, new Message.Data(1, 1, 1, true, 0, 0, 0, page)))
                    .hasMessage("page: 16777217 bytes (expected: at most 16777216)");
            Envelope foreign = new Envelope(1, 9, new Message.Parted(1));
            assertThatThrownBy(() -> one.transport.send(2, 1, foreign))
                    .hasMessage("from: 9 (expected: this member, 1)");
            assertThatThrownBy(() -> one.transport.know(3, InetSocketAddress.createUnresolved("nowhere", 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> one.transport.know(1, one.transport.address()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void largePagesArrive() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            Member.introduce(one, other);
            byte[] page = new byte[Transport.LARGEST_PAGE];
            page[page.length - 1] = 7;
            one.send(other, new Message.Data(1, 1, 1, true, 0, 0, 0, page));
            assertThat(((Message.Data) other.take().message()).bytes()).isEqualTo(page);
        }
    }
}
