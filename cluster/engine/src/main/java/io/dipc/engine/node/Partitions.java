package io.dipc.engine.node;

import io.dipc.engine.protocol.Completed;
import io.dipc.engine.protocol.CopyMessage;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Holding;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.replication.Partition;
import io.dipc.engine.replication.Port;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All partitions as one session of this JVM sees them, whether as home, as backup or as neither; and what a backup has
 * to say once for a batch of entries. Single-threaded.
 */
final class Partitions {
    private final Partition[] partitions = new Partition[Placement.PARTITIONS];
    private final Port port;
    /** Partitions of which this member has applied entries that the home does not know of. */
    private final Set<Integer> applied = new HashSet<>();
    /** Who waits to hear from this backup, by partition. */
    private final Map<Integer, List<Long>> toConfirm = new HashMap<>();
    /** Partitions whose home here has something to say when a batch of inputs is done. */
    private final Set<Integer> unsettled = new HashSet<>();

    private Placement placement;

    /**
     * @param before the same JVM's in the session before, which was excluded, or null
     */
    Partitions(Port port, Partitions before) {
        this.port = port;
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new Partition(i, port, before == null ? null : before.partitions[i]);
        }
    }

    Stream<Partition> stream() {
        return Arrays.stream(partitions);
    }

    /** The newest view of which it is known here that a partition was complete in it, or 0. */
    long completed(int partition) {
        Completed completed = partitions[partition].completed();
        return completed == null ? 0 : completed.view();
    }

    /** Takes over what this member has into a new view, and tells the homes of it. */
    void viewInstalled(View view, Placement newPlacement) {
        placement = newPlacement;
        applied.clear();
        toConfirm.clear();
        unsettled.clear();
        for (ViewMember member : view.members()) {
            long home = member.member().session();
            if (home != port.self()) {
                port.send(
                        home,
                        new CopyMessage.Report(
                                view.number(),
                                ofHome(home, Partition::holding),
                                ofHome(home, Partition::formerHolding),
                                ofHome(home, Partition::completed)),
                        true);
            }
        }
        for (Partition partition : partitions) {
            partition.viewInstalled(placement);
        }
    }

    /** What there is of something for each partition that has a home. */
    private <T> List<T> ofHome(long home, Function<Partition, T> what) {
        return stream()
                .filter(partition -> placement.home(partition.number()) == home)
                .map(what)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Hears a message of the present view; returns false if it is not for partitions. */
    boolean received(long from, Message message) {
        if (message instanceof SessionMessage.Ask m) {
            partitions[m.partition()].request(from, m.request());
        } else if (message instanceof EntryMessage.Replicate m) {
            partitions[m.partition()].replicate(m);
            applied.add(m.partition());
        } else if (message instanceof EntryMessage.Confirm m) {
            m.sessions().forEach(session -> confirmLater(m.partition(), session));
        } else if (message instanceof EntryMessage.Forward m) {
            port.send(m.session(), m.early(), true);
            confirmLater(m.early().partition(), m.session());
        } else if (message instanceof EntryMessage.Replicated m) {
            partitions[m.partition()].replicated(from, m.index());
        } else if (message instanceof CopyMessage.Report m) {
            reported(from, m);
        } else if (message instanceof CopyMessage.Fetch m) {
            partitions[m.partition()].fetch(from);
        } else if (message instanceof CopyMessage.Piece m) {
            partitions[m.copy().partition()].piece(from, m);
        } else if (message instanceof CopyMessage.PieceReceived m) {
            partitions[m.partition()].pieceReceived(from, m.last());
        } else if (message instanceof CopyMessage.Activate m) {
            partitions[m.partition()].activated();
            port.send(from, new CopyMessage.Activated(port.view().number(), m.partition()), true);
        } else if (message instanceof CopyMessage.Activated m) {
            partitions[m.partition()].activationKnown(from);
        } else {
            return false;
        }
        return true;
    }

    private void confirmLater(int partition, long session) {
        List<Long> sessions = toConfirm.computeIfAbsent(partition, p -> new ArrayList<>());
        if (!sessions.contains(session)) {
            sessions.add(session);
        }
    }

    private void reported(long from, CopyMessage.Report report) {
        Map<Integer, Holding> holdings = new HashMap<>();
        report.holdings().forEach(h -> holdings.put(h.partition(), h));
        Map<Integer, Holding> former = new HashMap<>();
        report.former().forEach(h -> former.put(h.partition(), h));
        Map<Integer, Completed> completed = new HashMap<>();
        report.completed().forEach(c -> completed.put(c.partition(), c));
        for (Partition partition : partitions) {
            int number = partition.number();
            if (placement.home(number) == port.self()) {
                partition.reported(from, holdings.get(number), former.get(number), completed.get(number));
            }
        }
    }

    /** {@link #settle} has something to do for a home here. */
    void settleLater(int partition) {
        unsettled.add(partition);
    }

    /** A batch of inputs is done: homes and backups say what they have to say once for it. */
    void settle() {
        for (int partition : unsettled) {
            partitions[partition].settle();
        }
        unsettled.clear();
        toConfirm.forEach((partition, sessions) -> {
            Message replicated = replicated(partition);
            for (long session : sessions) {
                port.send(session, replicated, true);
                if (session == placement.home(partition)) {
                    applied.remove(partition);
                }
            }
        });
        toConfirm.clear();
    }

    /** Tells homes how far the backups here are; nobody waits for it. */
    void acknowledge() {
        for (int partition : applied) {
            port.send(placement.home(partition), replicated(partition), false);
        }
        applied.clear();
    }

    private Message replicated(int partition) {
        return new EntryMessage.Replicated(
                port.view().number(), partition, partitions[partition].holding().index());
    }

    /** Time has passed. */
    void tick() {
        for (Partition partition : partitions) {
            partition.tick();
        }
    }

    /** The alarm that was asked for. */
    void due() {
        for (Partition partition : partitions) {
            partition.due();
        }
    }

    /** Whether all partitions whose home this member is are active. */
    boolean homesActive() {
        return stream().allMatch(p -> placement.home(p.number()) != port.self() || p.active());
    }

    /** The same, but for homes that wait for members which were excluded, since that may take minutes. */
    boolean homesActiveOrAwaiting() {
        return stream().allMatch(p -> placement.home(p.number()) != port.self() || p.active() || p.awaiting());
    }

    /** The sessions that homes here wait for before they are active. */
    Set<Long> waitsFor() {
        Set<Long> sessions = new TreeSet<>();
        stream().forEach(p -> sessions.addAll(p.waitsFor()));
        return sessions;
    }

    /** Whether others have everything that was here. */
    boolean handedOver() {
        return stream().allMatch(p -> p.settled() && p.holding() == null);
    }
}
