package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.impl.MemberImpl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that other members of this machine have ended, by the locks of their entries, which the kernel frees with the
 * process and not before: a stopped process keeps its lock. Members on other machines, and those whose lock was never
 * seen held, are not judged. Thread-safe.
 */
final class DeathWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeathWatch.class);

    private static final long INTERVAL_MILLIS = 200;
    /** Between looks at a member whose connection was lost, since the kernel may free lock and socket one after the other. */
    private static final long URGENT_MILLIS = 5;

    private static final int URGENT_LOOKS = 200;

    private final Optional<Rendezvous> rendezvous;
    private final BiConsumer<MemberImpl, String> gone;
    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor thread;

    /**
     * @param rendezvous where the entries are; without it nobody is judged
     * @param gone told of a member that has ended, and why it is known
     */
    DeathWatch(Optional<Rendezvous> rendezvous, BiConsumer<MemberImpl, String> gone) {
        this.rendezvous = rendezvous;
        this.gone = gone;
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(null, task, "dipc-death-watch", 0, false);
            created.setDaemon(true);
            return created;
        });
        thread.scheduleWithFixedDelay(
                guarded(this::lookAtAll), INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Sets whom to watch. */
    void watch(Collection<MemberImpl> others) {
        run(() -> {
            for (MemberImpl member : others) {
                watched.computeIfAbsent(member.getUuid(), uuid -> new Watched(member))
                        .look();
            }
            watched.values().removeIf(each -> {
                boolean over =
                        others.stream().noneMatch(member -> member.getUuid().equals(each.member.getUuid()));
                if (over) {
                    each.close();
                }
                return over;
            });
        });
    }

    /** Looks closely at a member, whose connection was lost. */
    void look(UUID member) {
        run(() -> lookAgain(member, URGENT_LOOKS));
    }

    private void lookAgain(UUID member, int times) {
        Watched each = watched.get(member);
        if (each != null && !each.look() && times > 1) {
            schedule(() -> lookAgain(member, times - 1), URGENT_MILLIS);
        }
    }

    private void lookAtAll() {
        watched.values().forEach(Watched::look);
    }

    /** Runs something after what is under way, unless this watch is over. */
    void run(Runnable task) {
        schedule(task, 0);
    }

    /** Runs something again and again, beginning after some time. */
    void repeat(Runnable task, long millis) {
        thread.scheduleWithFixedDelay(guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void schedule(Runnable task, long delayMillis) {
        try {
            thread.schedule(guarded(task), delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the network is closed", e);
        }
    }

    /** A task that fails must not end the watch, nor fail unnoticed. */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.warn("watching the other members: {}", e, e);
            }
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
        watched.values().forEach(Watched::close);
        rendezvous.ifPresent(Rendezvous::close);
    }

    /** One member. */
    private final class Watched {

        private final MemberImpl member;
        private FileChannel file;
        private boolean seenHeld;
        private boolean ended;

        Watched(MemberImpl member) {
            this.member = member;
            String entry = member.getAttribute(MemberConfig.ENTRY);
            if (entry != null && rendezvous.isPresent()) {
                // It may have ended since this member joined through it.
                file = rendezvous.get().met(entry).orElse(null);
                seenHeld = file != null;
            }
        }

        /** Whether the member is known to have ended. */
        synchronized boolean look() {
            String entry = member.getAttribute(MemberConfig.ENTRY);
            if (ended || entry == null || rendezvous.isEmpty()) {
                return ended;
            }
            try {
                if (file == null) {
                    Optional<FileChannel> opened = rendezvous.get().watch(entry);
                    if (opened.isEmpty()) {
                        return false;
                    }
                    file = opened.get();
                }
                boolean held = FileLocks.heldElsewhere(file);
                ended = seenHeld && !held;
                seenHeld |= held;
            } catch (IOException e) {
                LOG.debug("cannot look at the entry of {}", member, e);
                return false;
            }
            if (ended) {
                gone.accept(member, "its process has ended");
            }
            return ended;
        }

        synchronized void close() {
            ended = true;
            if (file != null) {
                try {
                    file.close();
                } catch (IOException e) {
                    LOG.debug("cannot close the entry of {}", member, e);
                }
                file = null;
            }
        }
    }
}
