package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Much that is on its way delays nothing else, and takes no memory beside its own. */
class BackPressureTest {
    private static final int PAGE = 4096;
    private static final int PAGES = 256;
    private static final int CUTS = 200;
    private static final long ALL = (long) PAGE * PAGES * CUTS;

    /** What Netty's buffers of a member with one connection may take: what is read and written at once, in chunks. */
    private static final long BUFFERS = 8 << 20;

    private final byte[] page = new byte[PAGE];

    private Message.Cut cut(int number) {
        List<CutPage> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add(new CutPage(i, number, page));
        }
        return new Message.Cut(number, false, 1, pages);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(Member.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** The sender's only thread does not get on before something has come. */
    @Test
    void muchIsSentBeforeAllOfItIsMade() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        CountDownLatch some = new CountDownLatch(2);
        Receiver receiver = (region, envelope) -> {
            connected.countDown();
            some.countDown();
        };
        try (Member one = new Member(1);
                Member other = new Member(2, Member.CLUSTER, receiver)) {
            Member.introduce(one, other);
            one.send(other, new Message.Confirm(0, 0));
            await(connected);
            Future<Boolean> came = one.transport.executor().submit(() -> {
                for (int run = 0; run < 8; run++) {
                    long[] numbers = new long[16];
                    one.send(other, new Message.DataRun(16 * run, PAGE, numbers, numbers, numbers, new byte[64 << 10]));
                }
                return some.await(Member.PATIENCE_SECONDS, TimeUnit.SECONDS);
            });
            assertThat(came.get()).isTrue();
        }
    }

    @Test
    void smallMessagesPassByCuts() throws Exception {
        AtomicLong cuts = new AtomicLong();
        CountDownLatch all = new CountDownLatch(CUTS);
        // Answers requests, and notes how many cuts it had.
        Member[] members = new Member[2];
        Receiver receiver = (region, envelope) -> {
            if (envelope.message() instanceof Message.Cut) {
                cuts.incrementAndGet();
                all.countDown();
            } else {
                Message.Confirm request = (Message.Confirm) envelope.message();
                members[1].send(members[0], new Message.Confirm(request.page(), cuts.get()));
            }
        };
        try (Member one = new Member(1);
                Member other = new Member(2, Member.CLUSTER, receiver)) {
            members[0] = one;
            members[1] = other;
            Member.introduce(one, other);
            one.send(other, new Message.Confirm(0, 0));
            one.take();
            for (int i = 0; i < CUTS; i++) {
                one.send(other, cut(i));
            }
            assertThat(one.transport.unsent(other.session)).isGreaterThan(ALL / 2);
            long buffers = 0;
            List<Long> had = new ArrayList<>();
            for (int request = 1; cuts.get() < CUTS; request++) {
                long before = cuts.get();
                one.send(other, new Message.Confirm(request, 0));
                Message.Confirm answer = (Message.Confirm) one.take().message();
                assertThat(answer.page()).isEqualTo(request);
                had.add(answer.transaction() - before);
                buffers = Math.max(buffers, one.transport.bufferMemory() + other.transport.bufferMemory());
            }
            await(all);
            // Each cut is as long as all that may be on its way.
            assertThat(had).hasSizeGreaterThan(CUTS / 20);
            had.sort(null);
            assertThat(had.get(had.size() / 2))
                    .as("cuts before a request, median")
                    .isLessThanOrEqualTo(3);
            assertThat(buffers).isLessThan(2 * BUFFERS);
        }
    }

    @Test
    void aReceiverThatDoesNotReadCostsNoBuffers() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch all = new CountDownLatch(CUTS * PAGES);
        Receiver receiver = (region, envelope) -> {
            stopped.countDown();
            awaitUninterruptibly(go);
            all.countDown();
        };
        try (Member one = new Member(1);
                Member other = new Member(2, Member.CLUSTER, receiver)) {
            Member.introduce(one, other);
            for (int i = 0; i < CUTS * PAGES; i++) {
                one.send(other, new Message.Data(i, 1, 1, false, 0, 0, 0, page));
            }
            await(stopped);
            settle(one);
            assertThat(one.transport.bufferMemory()).isLessThan(BUFFERS);
            assertThat(other.transport.bufferMemory()).isLessThan(BUFFERS);
            assertThat(one.transport.unsent(other.session)).isEqualTo(ALL);
            go.countDown();
            await(all);
        }
    }

    /** Waits until a member has written all that it can: its loop has gone round with nothing to do. */
    private static void settle(Member member) throws InterruptedException {
        long before;
        do {
            before = member.transport.bufferMemory();
            CountDownLatch turn = new CountDownLatch(1);
            member.transport.executor().schedule(turn::countDown, 100, TimeUnit.MILLISECONDS);
            await(turn);
        } while (member.transport.bufferMemory() != before);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            await(latch);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aMessageOfAWholeRegionArrivesWhole() throws Exception {
        List<CutPage> pages = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            pages.add(new CutPage(i, i, page));
        }
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            Member.introduce(one, other);
            one.send(other, new Message.Cut(1, true, 1, pages));
            Envelope envelope = other.take();
            assertThat(((Message.Cut) envelope.message()).pages())
                    .hasSize(pages.size())
                    .allSatisfy(got -> {
                        assertThat(got.version()).isEqualTo(got.page());
                        assertThat(got.bytes()).hasSize(PAGE);
                    });
        }
    }
}
