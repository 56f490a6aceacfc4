package io.dipc.memory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.ClusterUnavailableException;
import io.dipc.PageLostException;
import io.dipc.engine.inprocess.Conditions;
import io.dipc.engine.inprocess.InProcessNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Members join, leave and are killed while all of them count. {@code -Ddisturbances=200 -Dseed=7} is a longer form; the short
 * one has a few.
 */
@Timeout(3600)
class ComingAndGoingTest {
    private static final int DISTURBANCES = Integer.getInteger("disturbances", 8);
    private static final long SEED = Long.getLong("seed", 1);
    private static final int PAGES = 12;
    private static final int MOST_MEMBERS = 4;

    private final InProcessNetwork network = new InProcessNetwork();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLongArray begun = new AtomicLongArray(PAGES);
    private final AtomicLongArray released = new AtomicLongArray(PAGES);
    private final Set<Integer> lost = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Counting> living = new ArrayList<>();
    private final Random random = new Random(SEED);
    private int names;
    private TestTransports transports;

    /** A member and its threads. */
    private final class Counting {
        private final TestMember member;
        private final ArrayMemory.Copy copy;
        private final List<Future<?>> ends = new ArrayList<>();
        private volatile boolean killed;

        Counting(String name) {
            member = new TestMember(name, network.join(name), transports);
            copy = member.bind("counters", PAGES, 0);
            for (int thread = 0; thread < 2; thread++) {
                long seed = random.nextLong();
                ends.add(threads.submit(() -> count(new Random(seed))));
            }
        }

        private void count(Random pages) {
            while (!enough.get() && !killed) {
                int page = pages.nextInt(PAGES);
                begun.incrementAndGet(page);
                try {
                    copy.update(page * TestMember.PAGE + 8, n -> n + 1);
                    member.regions().release();
                    if (!killed) {
                        released.incrementAndGet(page);
                    }
                } catch (PageLostException e) {
                    lost.add(page);
                } catch (ClusterUnavailableException e) {
                    // it has left
                    return;
                }
            }
        }

        void kill() {
            killed = true;
            member.kill();
        }
    }

    @Test
    void nothingIsLostWhenMembersLeaveInOrder() throws Exception {
        disturb(false, new SocketTransports());
        assertThat(lost).isEmpty();
    }

    /** Pages may be lost, if they went from one member to another just before; what is there is never too little. */
    @Test
    void noReleasedIncrementIsMissingAfterKills() throws Exception {
        disturb(true, new SocketTransports());
    }

    /** The same, with messages that are quicker than any network. */
    @Test
    void norIfMessagesAreQuick() throws Exception {
        disturb(true, new LocalTransports());
    }

    private void disturb(boolean kills, TestTransports carriers) throws Exception {
        transports = carriers;
        join();
        join();
        for (int i = 0; i < DISTURBANCES; i++) {
            long progress = total(begun);
            int what = random.nextInt(3);
            if (living.size() == 1 || what == 0 && living.size() < MOST_MEMBERS) {
                join();
            } else if (what == 1 || !kills) {
                living.remove(random.nextInt(living.size())).member.leave();
            } else {
                living.remove(random.nextInt(living.size())).kill();
            }
            awaitProgress(progress);
        }
        enough.set(true);
        for (Counting one : living) {
            for (Future<?> end : one.ends) {
                end.get(100, TimeUnit.SECONDS);
            }
        }
        System.out.println(DISTURBANCES + " disturbances from seed " + SEED + ", " + total(released) + " of "
                + total(begun) + " increments released, pages lost: " + lost);
        for (int page = 0; page < PAGES; page++) {
            if (!lost.contains(page)) {
                long value = living.get(0).copy.get(page * TestMember.PAGE + 8);
                assertThat(value).as("page " + page).isBetween(released.get(page), begun.get(page));
                for (Counting one : living) {
                    assertThat(one.copy.get(page * TestMember.PAGE + 8)).isEqualTo(value);
                }
            }
        }
        threads.shutdownNow();
        living.forEach(Counting::kill);
    }

    private void join() {
        living.add(new Counting("m" + ++names));
    }

    private static long total(AtomicLongArray counters) {
        long total = 0;
        for (int i = 0; i < PAGES; i++) {
            total += counters.get(i);
        }
        return total;
    }

    private void awaitProgress(long since) throws InterruptedException {
        Conditions.await(() -> total(begun) >= since + 100 || lost.size() >= PAGES, () -> "progress");
    }
}
