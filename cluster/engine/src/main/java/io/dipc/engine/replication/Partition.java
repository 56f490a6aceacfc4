package io.dipc.engine.replication;

import io.dipc.engine.protocol.Holding;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.ViewMember;
import io.dipc.objects.Descriptor;
import io.dipc.objects.ObjectInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One partition as this member sees it: its copy, if it has one, and, where it is the home, the way to becoming active
 * in the current view.
 *
 * <p>That way: (1) every member reports its copy; (2) the home takes the best one, fetching it if it is elsewhere; a
 * copy that was active in the newest view has every entry that was ever acknowledged; (3) it brings the backups to the
 * same state; (4) it tells all members, who drop copies that are void now, so that an old one can never be mistaken for
 * a complete one later; (5) when all have answered, it is active. Requests wait meanwhile. Another view begins it anew.
 */
public final class Partition {
    private record Held(long from, Request request) {}

    private final int number;
    private final Port port;
    private final List<Held> held = new ArrayList<>();
    private final Map<Long, Holding> reports = new HashMap<>();
    private final Map<Long, Outgoing> outgoing = new HashMap<>();
    private final Set<Long> unreported = new HashSet<>();
    private final Set<Long> unsynchronised = new HashSet<>();
    private final Set<Long> unactivated = new HashSet<>();
    private Placement placement;
    private Replica copy;
    private Replica incoming;
    private Home home;
    private boolean settled;
    /** Whose copy the home here has asked for and not received whole, or 0. */
    private long fetchingFrom;

    public Partition(int number, Port port) {
        this.number = number;
        this.port = port;
    }

    /** The complete copy here, or null. */
    public Holding holding() {
        return copy == null ? null : copy.holding();
    }

    /** Whether this member is the home and executes requests. */
    public boolean active() {
        return home != null;
    }

    /** The sessions that the home here waits for before it is active. Empty if it is, or if the home is elsewhere. */
    public Set<Long> waitsFor() {
        Set<Long> sessions = new HashSet<>(unreported);
        sessions.addAll(unsynchronised);
        sessions.addAll(unactivated);
        if (fetchingFrom != 0) {
            sessions.add(fetchingFrom);
        }
        return sessions;
    }

    /** Whether the home has said, in this view, that it and the backups are complete. */
    public boolean settled() {
        return settled;
    }

    /** Which of the partitions this is. */
    public int number() {
        return number;
    }

    /** Tells of each object in the copy here. */
    public void describe(Description description) {
        for (ReplicatedObject object : copy.objects()) {
            description.object(object.key(), object.incarnation(), object.descriptor(), object.info());
        }
    }

    /** How many elements the home here keeps aside, since they may have arrived at sessions that are over. */
    public int inDoubt() {
        return home == null ? 0 : home.inDoubt();
    }

    /** Receives what there is to say of an object. */
    @FunctionalInterface
    public interface Description {
        void object(String key, long incarnation, Descriptor descriptor, ObjectInfo info);
    }

    /** A new view has begun. */
    public void viewInstalled(Placement newPlacement) {
        placement = newPlacement;
        home = null;
        settled = false;
        fetchingFrom = 0;
        incoming = null;
        held.clear();
        reports.clear();
        outgoing.clear();
        unreported.clear();
        unsynchronised.clear();
        unactivated.clear();
        if (placement.home(number) != port.self()) {
            return;
        }
        for (ViewMember member : port.view().members()) {
            unreported.add(member.member().session());
        }
        reported(port.self(), holding());
    }

    /**
     * A member says what it has.
     *
     * @param holding its copy, or null
     */
    public void reported(long from, Holding holding) {
        if (!unreported.remove(from)) {
            return;
        }
        if (holding != null) {
            reports.put(from, holding);
        }
        if (unreported.isEmpty()) {
            choose();
        }
    }

    /** The home asks for the copy here. */
    public void fetch(long from) {
        outgoing.put(from, new Outgoing(from, copy, port));
    }

    /** A piece of a copy for this member. */
    public void piece(long from, Message.Piece piece) {
        if (piece.number() == 0) {
            incoming = new Replica(number);
        }
        if (piece.last()) {
            copy = incoming;
            copy.restored(piece.copy());
            incoming = null;
        } else {
            incoming.restore(piece.bytes());
        }
        port.send(from, new Message.PieceReceived(port.view().number(), number, piece.number(), piece.last()), true);
        if (piece.last() && placement.home(number) == port.self()) {
            fetchingFrom = 0;
            synchronise();
        }
    }

    /** The other member has a piece that was sent to it. */
    public void pieceReceived(long from, boolean last) {
        if (!last) {
            outgoing.get(from).received();
            return;
        }
        outgoing.remove(from);
        if (unsynchronised.remove(from) && unsynchronised.isEmpty()) {
            activate();
        }
    }

    /** The home says that it and the backups are complete. */
    public void activated() {
        settled = true;
        if (placement.holds(number, port.self())) {
            copy.activate(port.view().number());
        } else {
            copy = null;
        }
    }

    /** A member knows that the home and the backups are complete. */
    public void activationKnown(long from) {
        if (unactivated.remove(from) && unactivated.isEmpty()) {
            begin();
        }
    }

    /** A session's request; waits until the home is active. */
    public void request(long from, Request request) {
        if (home != null) {
            home.request(from, request);
        } else {
            held.add(new Held(from, request));
        }
    }

    /** An entry from the home. */
    public void replicate(Message.Replicate entry) {
        if (copy == null || copy.index() + 1 != entry.index()) {
            throw new IllegalStateException("entry " + entry.index() + " of partition " + number
                    + " does not follow on " + (copy == null ? "nothing" : copy.index()));
        }
        copy.apply(entry.entry(), Outcomes.IGNORED);
    }

    /** A batch of inputs is done, and {@link Port#settleLater} was called during it. */
    public void settle() {
        if (home != null) {
            home.settle();
        }
    }

    /** A backup has applied entries. */
    public void replicated(long from, long index) {
        if (home != null) {
            home.replicated(from, index);
        }
    }

    /** Time has passed. */
    public void tick() {
        if (home != null) {
            home.tick();
        }
    }

    /** An alarm that a home has asked for has come, perhaps another one's. */
    public void due() {
        if (home != null) {
            home.due();
        }
    }

    private void choose() {
        Holding best = holding();
        long where = port.self();
        for (Map.Entry<Long, Holding> report : reports.entrySet()) {
            if (best == null || report.getValue().compareTo(best) > 0) {
                best = report.getValue();
                where = report.getKey();
            }
        }
        if (best == null) {
            copy = new Replica(number);
            synchronise();
        } else if (where == port.self()) {
            synchronise();
        } else {
            fetchingFrom = where;
            port.send(where, new Message.Fetch(port.view().number(), number), true);
        }
    }

    private void synchronise() {
        for (long backup : placement.backups(number)) {
            if (!copy.holding().equals(reports.get(backup))) {
                unsynchronised.add(backup);
            }
        }
        if (unsynchronised.isEmpty()) {
            activate();
            return;
        }
        for (long backup : List.copyOf(unsynchronised)) {
            outgoing.put(backup, new Outgoing(backup, copy, port));
        }
    }

    private void activate() {
        copy.activate(port.view().number());
        for (ViewMember member : port.view().members()) {
            long session = member.member().session();
            if (session != port.self()) {
                unactivated.add(session);
                port.send(session, new Message.Activate(port.view().number(), number), true);
            }
        }
        if (unactivated.isEmpty()) {
            begin();
        }
    }

    private void begin() {
        home = new Home(number, copy, placement.backups(number), port);
        List<Held> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(h -> home.request(h.from(), h.request()));
    }
}
