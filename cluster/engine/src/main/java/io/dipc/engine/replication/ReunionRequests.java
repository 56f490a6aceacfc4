package io.dipc.engine.replication;

import io.dipc.engine.protocol.Entry;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.ElementStateMachine.Offered;
import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests to a home by which members of another half of the cluster, which is over, offer what was put there.
 * Single-threaded.
 */
final class ReunionRequests {
    private final Replica replica;
    private final CommitLog log;
    private final ClusterTime time;
    private final KeyRequests keys;
    private final Port port;

    ReunionRequests(Replica replica, CommitLog log, ClusterTime time, KeyRequests keys, Port port) {
        this.replica = replica;
        this.log = log;
        this.time = time;
        this.keys = keys;
        this.port = port;
    }

    void compare(long from, Request.Compare r) {
        Lineage lineage = replica.lineage();
        long common = r.views().stream().filter(lineage::has).findFirst().orElse(0L);
        long end = !lineage.has(common) ? 0 : common == lineage.newest() ? replica.index() : lineage.end(common);
        byte[] answer = new WireWriter(20).putLong(common).putLong(end).toBytes();
        log.reply(from, r.reference(), Status.OK, answer);
    }

    void offerAgain(long from, Request.OfferAgain r) {
        if (r.common() != 0 && !replica.lineage().has(r.common())) {
            // Homes changed meanwhile, and this copy was begun anew: what went before is not here.
            log.reply(from, r.reference(), Status.NOT_ATTACHED, null);
            return;
        }
        ReplicatedObject object = replica.find(r.key());
        if (object != null && object.descriptor().kind() != r.descriptor().kind()) {
            String now =
                    "the key is now that of a " + object.descriptor().kind().words();
            log.refuse(from, r.reference(), now);
            return;
        }
        IdRange known = known(object, r);
        List<byte[]> elements = new ArrayList<>();
        for (Offered element : r.elements()) {
            if (!known.contains(element.id())) {
                known = known.upTo(element.id());
                elements.add(element.bytes());
            }
        }
        if (object == null) {
            object = create(from, r);
            put(r, object, r.branch().get(0).ids(), elements, known);
        } else if (!elements.isEmpty()) {
            put(r, object, IdRange.NONE, elements, known);
        }
        WireWriter out = new WireWriter(32);
        known.writeTo(out)
                .putInt(elements.size())
                .putLong(object.incarnation())
                .putBytes(object.descriptor().parameters())
                .putString(object.descriptor().creator());
        log.reply(from, r.reference(), Status.OK, out.toBytes());
    }

    /** The same object as in the other half, if it was not removed here: who used it there or here goes on with it. */
    private ReplicatedObject create(long from, Request.OfferAgain r) {
        boolean same = replica.find(r.incarnation()) == null && replica.removal(r.incarnation()) == null;
        long incarnation = same ? r.incarnation() : keys.newIncarnation();
        log.append(new Entry.Create(r.key(), incarnation, r.descriptor(), null, from, from, r.reference()));
        return replica.find(incarnation);
    }

    private void put(
            Request.OfferAgain r, ReplicatedObject object, IdRange used, List<byte[]> elements, IdRange known) {
        time.tell(object);
        // Others of that half may have gone on from any of its views; or from the common one, with the same last
        // entries.
        List<Request.OfferAgain.ViewEnd> ends = r.branch().stream()
                .filter(end -> r.ahead() || end.view() != r.common())
                .map(end -> new Request.OfferAgain.ViewEnd(end.view(), end.ids().and(known)))
                .toList();
        log.append(new Entry.OfferAgain(object.incarnation(), r.incarnation(), ends, port.wallClock(), used, elements));
        time.wakeLater(object);
    }

    /** Of which elements of another half's object nothing needs to be offered here any more. */
    private IdRange known(ReplicatedObject object, Request.OfferAgain r) {
        IdRange known = knownFromParting(object, r);
        // Those who went on from different views of that half have each said of some views what they have offered.
        for (Request.OfferAgain.ViewEnd end : r.branch()) {
            IdRange offered = replica.reunions().known(end.view(), r.incarnation());
            if (offered != null) {
                known = known.or(offered.and(end.ids()));
            }
        }
        return known;
    }

    private IdRange knownFromParting(ReplicatedObject object, Request.OfferAgain r) {
        IdRange atParting = r.branch().stream()
                .filter(end -> end.view() == r.common())
                .map(Request.OfferAgain.ViewEnd::ids)
                .findFirst()
                .orElse(null);
        if (atParting == null || !replica.lineage().has(r.common())) {
            return IdRange.NONE;
        }
        if (!r.ahead()) {
            return atParting;
        }
        IdRange here = object != null && object.incarnation() == r.incarnation() ? object.idsAfter(r.common()) : null;
        return here == null ? r.before() : here.and(atParting);
    }
}
