package io.dipc.engine.replication;

import io.dipc.engine.protocol.Completed;
import io.dipc.engine.protocol.CopyMessage;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Holding;
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
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One partition as this member sees it: its copy, if it has one, and, where it is the home, the way to becoming active
 * in the current view.
 *
 * <p>That way: (1) every member reports its copy; (2) the home takes the best one, fetching it if it is elsewhere; a
 * copy that was active in the newest view has every entry that was ever acknowledged; (3) it brings the backups to the
 * same state; (4) it tells all members, who drop copies that are void now, so that an old one can never be mistaken for
 * a complete one later; (5) when all have answered, it is active. Requests wait meanwhile. Another view begins it anew.
 *
 * <p>Where nobody has a copy, but members that were excluded while they may live had it, the home waits at (2) until they
 * are back, are known to be dead, or have not been heard of for {@link Home#REMEMBER_MILLIS}.
 */
public final class Partition {
    private static final Logger LOG = LoggerFactory.getLogger(Partition.class);

    private record Held(long from, Request request) {}

    private final int number;
    private final Port port;
    private final List<Held> held = new ArrayList<>();
    private final Map<Long, Outgoing> outgoing = new HashMap<>();
    private final Set<Long> unsynchronised = new HashSet<>();
    private final Set<Long> unactivated = new HashSet<>();
    private Placement placement;
    private Reports reports;
    private Replica copy;
    /** The copy of the session before, as long as nobody is known to have a newer one. */
    private Replica former;
    /** When the partition was complete for the last time, as far as this member knows, or null. */
    private Completed completed;
    /** Whether the home here waits for members that were excluded. */
    private boolean awaiting;
    /** Since when homes here have waited for them, from view to view, by the clock for durations; or null. */
    private Long awaitingSince;

    private Replica incoming;
    private Home home;
    private boolean settled;
    /** Whose copy the home here has asked for and not received whole, or 0. */
    private long fetchingFrom;

    /**
     * @param before the same JVM's in the session before, which was excluded, or null
     */
    public Partition(int number, Port port, Partition before) {
        this.number = number;
        this.port = port;
        if (before != null) {
            former = newer(before.former, before.copy);
            completed = before.completed;
        }
    }

    private static Replica newer(Replica a, Replica b) {
        return a == null || b != null && b.holding().compareTo(a.holding()) > 0 ? b : a;
    }

    /** The complete copy here, or null. */
    public Holding holding() {
        return copy == null ? null : copy.holding();
    }

    /** The complete copy that the session before had, or null if it had none or a newer one is known of. */
    public Holding formerHolding() {
        return former == null ? null : former.holding();
    }

    /** The copy here as one that others went on without, or null if there is none. */
    public PartedCopy parted() {
        return copy == null ? null : new PartedCopy(number, copy);
    }

    /** When the partition was complete for the last time, as far as this member knows, or null. */
    public Completed completed() {
        return completed;
    }

    /** Whether this member is the home and executes requests. */
    public boolean active() {
        return home != null;
    }

    /** The sessions that the home here waits for before it is active. Empty if it is, or if the home is elsewhere. */
    public Set<Long> waitsFor() {
        Set<Long> sessions = new HashSet<>(reports == null ? Set.of() : reports.missing());
        if (awaiting) {
            sessions.addAll(awaited());
        }
        sessions.addAll(unsynchronised);
        sessions.addAll(unactivated);
        if (fetchingFrom != 0) {
            sessions.add(fetchingFrom);
        }
        return sessions;
    }

    /** Whether the home here waits for copies of members that were excluded: that may take minutes. */
    public boolean awaiting() {
        return awaiting;
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
        reports = null;
        awaiting = false;
        outgoing.clear();
        unsynchronised.clear();
        unactivated.clear();
        if (placement.home(number) != port.self()) {
            awaitingSince = null;
            return;
        }
        reports = new Reports(
                port.view(),
                port.view().members().stream().map(m -> m.member().session()).toList());
        reported(port.self(), holding(), formerHolding(), completed);
    }

    /**
     * A member says what it has.
     *
     * @param holding its copy, or null
     * @param formerHolding its copy in the session before, or null
     * @param known what it knows of this partition, or null
     */
    public void reported(long from, Holding holding, Holding formerHolding, Completed known) {
        if (reports.add(from, holding, formerHolding, known)) {
            choose();
        }
    }

    /** The home asks for the copy here. */
    public void fetch(long from) {
        outgoing.put(from, new Outgoing(from, copy == null ? former : copy, port));
    }

    /** A piece of a copy for this member. */
    public void piece(long from, CopyMessage.Piece piece) {
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
        port.send(
                from, new CopyMessage.PieceReceived(port.view().number(), number, piece.number(), piece.last()), true);
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
        complete();
        if (placement.holds(number, port.self())) {
            copy.activate(port.view());
        } else {
            copy = null;
        }
    }

    /** All who are to have a copy have it. */
    private void complete() {
        former = null;
        List<Long> holders = new ArrayList<>();
        holders.add(placement.home(number));
        for (long backup : placement.backups(number)) {
            holders.add(backup);
        }
        completed = new Completed(number, port.view().number(), List.copyOf(holders));
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
    public void replicate(EntryMessage.Replicate entry) {
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
        } else if (awaiting) {
            await();
        }
    }

    /** An alarm that a home has asked for has come, perhaps another one's. */
    public void due() {
        if (home != null) {
            home.due();
        }
    }

    private void choose() {
        Reports.Source best = reports.best(port.self());
        if (best == null) {
            await();
            return;
        }
        awaitingSince = null;
        if (best.member() == port.self()) {
            copy = copy == null ? former : copy;
            synchronise();
        } else {
            fetchingFrom = best.member();
            port.send(fetchingFrom, new CopyMessage.Fetch(port.view().number(), number), true);
        }
    }

    /** Begins without a copy if there is none; waits if there may be one out of sight. */
    private void await() {
        List<Long> awaited = awaited();
        if (!awaited.isEmpty()) {
            if (awaitingSince == null) {
                awaitingSince = port.nanoTime();
            }
            awaiting = port.nanoTime() - awaitingSince < TimeUnit.MILLISECONDS.toNanos(Home.REMEMBER_MILLIS);
            if (awaiting) {
                return;
            }
            LOG.warn(
                    "{}, who had the only copies of part {} of {} of all objects, were cut off and not heard of for {} min;"
                            + " these objects count as lost",
                    awaited.stream().map(port::name).toList(),
                    number,
                    Placement.PARTITIONS,
                    TimeUnit.MILLISECONDS.toMinutes(Home.REMEMBER_MILLIS));
        }
        awaiting = false;
        awaitingSince = null;
        copy = new Replica(number);
        synchronise();
    }

    /** Who may have a copy, and is not in the view. Without a majority, who cannot be reached counts as dead. */
    private List<Long> awaited() {
        return reports.absentHolders().stream()
                .filter(session -> !port.dead(session) && !port.view().dead(session))
                .toList();
    }

    private void synchronise() {
        for (long backup : placement.backups(number)) {
            if (!copy.holding().equals(reports.holding(backup))) {
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
        copy.activate(port.view());
        complete();
        for (ViewMember member : port.view().members()) {
            long session = member.member().session();
            if (session != port.self()) {
                unactivated.add(session);
                port.send(session, new CopyMessage.Activate(port.view().number(), number), true);
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
