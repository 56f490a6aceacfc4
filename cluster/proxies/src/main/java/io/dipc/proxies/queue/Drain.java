package io.dipc.proxies.queue;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.Collection;
import java.util.List;

/**
 * {@code drainTo}: takes elements in bounded groups, each group at once, and not more of them than there were at the
 * beginning, so that a drain ends however fast others put. If an element cannot be read or the collection refuses it, that
 * one and all behind it go back to their places.
 */
final class Drain<E> {
    private static final int COUNT = 1024;
    private static final int BYTES = 256 * 1024;

    private final RemoteQueue<E> queue;
    private final Collection<? super E> target;

    Drain(RemoteQueue<E> queue, Collection<? super E> target) {
        this.queue = queue;
        this.target = target;
    }

    /**
     * @return how many elements the target got
     */
    int drain(int maxElements) {
        int total = 0;
        int wanted = maxElements;
        while (total < wanted) {
            byte[] command = QueueCommand.takeMany(Math.min(COUNT, wanted - total), BYTES);
            Grant grant = queue.grantedNow(command, total == 0 ? Wait.UNINTERRUPTIBLY : Wait.CONTINUING);
            QueueAnswer.Drained drained = QueueAnswer.Drained.of(grant.answer());
            if (drained.unordered()) {
                queue.order(grant);
                continue;
            }
            int count = drained.elements().size();
            if (count == 0) {
                grant.acceptLater();
                return total;
            }
            if (total == 0) {
                // as a sum of two sizes it might exceed what an int holds
                wanted = (int) Math.min(wanted, (long) count + drained.left());
            }
            handOver(grant, drained);
            total += count;
        }
        return total;
    }

    private void handOver(Grant grant, QueueAnswer.Drained drained) {
        List<Element> elements = drained.elements();
        int done = 0;
        try {
            for (Element element : elements) {
                target.add(queue.decode(element.body()));
                done++;
            }
        } catch (Throwable e) {
            if (done == 0) {
                grant.decline();
            } else {
                putBack(drained.session(), elements.subList(done, elements.size()));
                grant.accept();
            }
            throw e;
        }
        grant.accept();
    }

    /** However long it takes: what is accepted before is gone. */
    private void putBack(long session, List<Element> elements) {
        long[] ids = elements.stream().mapToLong(Element::id).toArray();
        queue.granted(QueueCommand.declinePart(session, ids), Long.MAX_VALUE, Wait.CONTINUING)
                .acceptLater();
    }
}
