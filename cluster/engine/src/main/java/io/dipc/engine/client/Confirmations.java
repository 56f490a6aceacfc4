package io.dipc.engine.client;

import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.view.Placement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What homes have sent ahead of the backups' acknowledgements in one view. Each message is handed on when all backups of
 * its partition have confirmed the entry that it depends on; what is still here when the view ends is void, since the
 * next home may not have that entry. Single-threaded.
 */
public final class Confirmations {

    private static final class Backups {
        private final long[] sessions;
        private final long[] confirmed;
        private final ArrayDeque<EntryMessage.Early> waiting = new ArrayDeque<>();

        Backups(long[] sessions) {
            this.sessions = sessions;
            this.confirmed = new long[sessions.length];
            Arrays.fill(confirmed, -1);
        }

        boolean have(long index) {
            for (long each : confirmed) {
                if (each < index) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Placement placement;
    private final Backups[] partitions = new Backups[Placement.PARTITIONS];

    public Confirmations(Placement placement) {
        this.placement = placement;
    }

    /** A home has sent a message; it is handed to the receiver now or later. */
    public void early(EntryMessage.Early early, Consumer<Message> receiver) {
        Backups backups = backups(early.partition());
        // Those before it depend on earlier entries: they are not overtaken.
        if (backups.waiting.isEmpty() && backups.have(early.index())) {
            receiver.accept(early.message());
        } else {
            backups.waiting.addLast(early);
        }
    }

    /** A backup, which may be this member, has all entries up to an index. */
    public void confirmed(int partition, long backup, long index, Consumer<Message> receiver) {
        Backups backups = backups(partition);
        for (int i = 0; i < backups.sessions.length; i++) {
            if (backups.sessions[i] == backup) {
                backups.confirmed[i] = Math.max(backups.confirmed[i], index);
            }
        }
        EntryMessage.Early first;
        while ((first = backups.waiting.peekFirst()) != null && backups.have(first.index())) {
            backups.waiting.removeFirst();
            receiver.accept(first.message());
        }
    }

    private Backups backups(int partition) {
        if (partitions[partition] == null) {
            partitions[partition] = new Backups(placement.backups(partition));
        }
        return partitions[partition];
    }
}
