package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of a home, and the commit rule: nothing is heard by a session, not even the answer to a question, before all
 * backups have acknowledged every entry that it depends on. Single-threaded.
 */
final class CommitLog {

    /** Messages up to this many bytes travel by way of the backup: they would cost more by themselves than on the way. */
    private static final int FORWARDED_BYTES = 4096;

    /** A message for this member's own session that waits until the backups have an entry. */
    private record Pending(long index, Message message) {}

    private final int partition;
    private final Replica replica;
    private final long[] backups;
    private final long[] acknowledged;
    private final Port port;
    private final Outcomes outcomes;
    private final long view;
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    /** The sessions that wait for the backups, since these were last told so. */
    private final List<Long> unconfirmed = new ArrayList<>();

    private long committed;

    /**
     * @param backups have what the replica has
     * @param outcomes hears of commands that end
     */
    CommitLog(int partition, Replica replica, long[] backups, Port port, Outcomes outcomes) {
        this.partition = partition;
        this.replica = replica;
        this.backups = backups;
        this.port = port;
        this.outcomes = outcomes;
        this.view = port.view().number();
        this.committed = replica.index();
        this.acknowledged = new long[backups.length];
        Arrays.fill(acknowledged, committed);
    }

    /**
     * Applies the next entry, here and at the backups. Nobody waits for these to have it but who is told something that depends
     * on it: what tells them is urgent, and takes along all entries before it. One that nobody has been told of travels with a
     * later message or at the next tick.
     */
    void append(Entry entry) {
        long index = replica.index() + 1;
        for (long backup : backups) {
            port.send(backup, new EntryMessage.Replicate(view, partition, index, entry), false);
        }
        replica.apply(entry, outcomes);
        if (backups.length == 0) {
            committed = index;
        }
    }

    /**
     * Sends a message that must not be heard before all entries so far are committed. It goes out at once; its receiver
     * keeps it until the backups have told it, which is one step sooner than by way of the home.
     */
    void say(long session, Message message) {
        long index = replica.index();
        if (backups.length == 0 || committed >= index) {
            port.send(session, message, true);
            return;
        }
        if (session == port.self()) {
            pending.addLast(new Pending(index, message));
        } else {
            EntryMessage.Early early = new EntryMessage.Early(view, partition, index, message);
            if (backups.length == 1 && session != backups[0] && isSmall(message)) {
                port.send(backups[0], new EntryMessage.Forward(session, early), true);
                return;
            }
            port.send(session, early, true);
        }
        if (unconfirmed.isEmpty()) {
            port.settleLater(partition);
        }
        if (!unconfirmed.contains(session)) {
            unconfirmed.add(session);
        }
    }

    private static boolean isSmall(Message message) {
        byte[] bytes = null;
        if (message instanceof SessionMessage.Answer m) {
            bytes = m.bytes();
        } else if (message instanceof SessionMessage.Reply m) {
            bytes = m.bytes();
        }
        return bytes == null || bytes.length <= FORWARDED_BYTES;
    }

    /** Says how a command ended. */
    void answer(long session, long incarnation, int slot, long sequence, Status status, byte[] bytes) {
        say(session, new SessionMessage.Answer(view, incarnation, slot, sequence, status, bytes));
    }

    /** Answers an inquiry. */
    void reply(long session, long reference, Status status, byte[] bytes) {
        say(session, new SessionMessage.Reply(view, reference, status, bytes));
    }

    /** Answers an inquiry that cannot be executed; for people, why. */
    void refuse(long session, long reference, String why) {
        reply(session, reference, Status.REFUSED, why.getBytes(StandardCharsets.UTF_8));
    }

    /** A backup has applied all entries up to an index. */
    void replicated(long backup, long index) {
        long all = Long.MAX_VALUE;
        for (int i = 0; i < backups.length; i++) {
            if (backups[i] == backup) {
                acknowledged[i] = Math.max(acknowledged[i], index);
            }
            all = Math.min(all, acknowledged[i]);
        }
        committed = all;
        release();
    }

    /** Runs when a batch of inputs is done: the backups are told who waits for them. */
    void settle() {
        if (!unconfirmed.isEmpty()) {
            Message confirm = new EntryMessage.Confirm(view, partition, List.copyOf(unconfirmed));
            unconfirmed.clear();
            for (long backup : backups) {
                port.send(backup, confirm, true);
            }
        }
    }

    private void release() {
        Pending next;
        while ((next = pending.peekFirst()) != null && next.index() <= committed) {
            pending.removeFirst();
            port.send(port.self(), next.message(), true);
        }
    }
}
