package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.Message;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The arrays of runs of pages are used again, on both sides, when their bytes are not needed any more, and not before. */
class RoomsTest {
    private static final int RUNS = 2000;
    private static final int PAGES = 16;
    private static final int PAGE = 4096;
    private static final int BREAKS = 20;
    private static final int MOST_UNSENT = 1 << 20;

    @Test
    void nothingIsMixedUpThoughConnectionsBreak() throws Exception {
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(RUNS);
        NettyTransport[] receiving = new NettyTransport[1];
        Receiver receiver = (region, envelope) -> {
            Message.DataRun run = (Message.DataRun) envelope.message();
            for (int i = 0; i < run.length(); i++) {
                if (run.bytes()[i] != (byte) run.page()) {
                    wrong.add("byte " + i + " of run " + run.page() + " is " + run.bytes()[i]);
                    break;
                }
            }
            Arrays.fill(run.bytes(), (byte) -1);
            receiving[0].reuse(run.bytes());
            all.countDown();
        };
        Set<byte[]> rooms = Collections.newSetFromMap(new IdentityHashMap<>());
        try (Member sender = new Member(1);
                Member other = new Member(2, Member.CLUSTER, receiver);
                BreakingProxy proxy = new BreakingProxy(other.transport.address(), BREAKS, 5 << 20, 1)) {
            receiving[0] = other.transport;
            sender.transport.know(other.session, proxy.address());
            other.transport.know(sender.session, sender.transport.address());
            sender.transport.executor().execute(() -> send(sender, other, 0, rooms));
            assertThat(all.await(2 * Member.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(wrong).isEmpty();
            assertThat(proxy.broken()).isGreaterThanOrEqualTo(BREAKS);
            assertThat(rooms).hasSizeLessThan(RUNS / 2);
        }
    }

    /** One after the other, as long as not too much is on its way. */
    private static void send(Member sender, Member to, int first, Set<byte[]> rooms) {
        int run = first;
        while (run < RUNS && sender.transport.unsent(to.session) < MOST_UNSENT) {
            byte[] room = sender.transport.room(PAGES * PAGE);
            rooms.add(room);
            Arrays.fill(room, (byte) run);
            long[] numbers = new long[PAGES];
            sender.send(to, new Message.DataRun(run, PAGE, numbers, numbers, numbers, room));
            run++;
        }
        int next = run;
        if (next < RUNS) {
            sender.transport.executor().schedule(() -> send(sender, to, next, rooms), 100, TimeUnit.MICROSECONDS);
        }
    }
}
