package io.dipc.engine.replication;

import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Request.OfferAgain.ViewEnd;
import io.dipc.objects.Descriptor;
import io.dipc.objects.ElementStateMachine.Offered;
import io.dipc.objects.IdRange;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One object of a {@link PartedCopy}, and from when on its elements are not those that others have, too. */
public final class PartedElements {
    private final ReplicatedObject object;
    private final long common;
    private final List<ViewEnd> branch;
    private final boolean ahead;
    private final IdRange before;

    /**
     * @param common the newest view that the others' copy has, too, or 0
     * @param before the view before that one, or 0
     * @param ahead whether the copy has entries of the common view that the others' copy does not have
     */
    PartedElements(ReplicatedObject object, Lineage lineage, long common, long before, boolean ahead) {
        this.object = object;
        this.common = common;
        this.branch = branch(object, lineage, common);
        this.ahead = ahead;
        this.before = idsAfter(object, before);
    }

    private static IdRange idsAfter(ReplicatedObject object, long view) {
        IdRange ids = object.idsAfter(view);
        return ids == null ? IdRange.NONE : ids;
    }

    private static List<ViewEnd> branch(ReplicatedObject object, Lineage lineage, long common) {
        List<ViewEnd> branch = new ArrayList<>(object.changesSince(common, lineage.newest()));
        IdRange atParting = object.idsAfter(common);
        if (atParting != null) {
            branch.add(new ViewEnd(common, atParting));
        }
        return branch;
    }

    /** Whether the others may not know all of its elements, or not know it, though somebody uses it. */
    boolean mayBeSome() {
        boolean unknown = common == 0 || object.idsAfter(common) == null;
        return unknown && object.inUse()
                || beyond(ahead ? before : idsAfter(object, common)).hasNext();
    }

    public String key() {
        return object.key();
    }

    public Descriptor descriptor() {
        return object.descriptor();
    }

    /** Asks for some elements to be put again. */
    public Request.OfferAgain request(long reference, List<Offered> elements) {
        return new Request.OfferAgain(
                reference,
                object.key(),
                object.descriptor(),
                object.incarnation(),
                common,
                branch,
                ahead,
                before,
                elements);
    }

    /** See {@link io.dipc.objects.ElementStateMachine#beyond}. */
    public Iterator<Offered> beyond(IdRange known) {
        return object.elements().beyond(known);
    }
}
