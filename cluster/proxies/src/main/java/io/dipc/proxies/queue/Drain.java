package io.dipc.proxies.queue;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.Collection;
import java.util.List;

/**
 * {@code drainTo}: takes elements in bounded groups, each group at once. Elements that come after the beginning are left
 * alone, so that a drain ends however fast others put. If an element cannot be read or the collection refuses it, that
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
        long endId = Long.MAX_VALUE;
        while (total < maxElements) {
            Grant grant = takeMany(Math.min(COUNT, maxElements - total), endId);
            QueueAnswer.Drained drained = QueueAnswer.Drained.of(grant.answer());
            if (drained.elements().isEmpty()) {
                grant.accept();
                return total;
            }
            boolean last = isLast(drained.elements(), Math.min(COUNT, maxElements - total));
            handOver(grant, drained.elements());
            total += drained.elements().size();
            if (last) {
                return total;
            }
            if (endId == Long.MAX_VALUE) {
                endId = drained.endId();
            }
        }
        return total;
    }

    /** Whether the group ended because there were no more elements. */
    private static boolean isLast(List<Element> elements, int asked) {
        long bytes = 0;
        for (Element element : elements) {
            bytes += element.body().length;
        }
        return elements.size() < asked && bytes < BYTES;
    }

    private Grant takeMany(int count, long endId) {
        try {
            return queue.handle().await(QueueCommand.takeMany(count, BYTES, endId), 0, Wait.UNINTERRUPTIBLY);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted in an uninterruptible wait", e);
        }
    }

    private void handOver(Grant grant, List<Element> elements) {
        int done = 0;
        try {
            for (Element element : elements) {
                target.add(queue.decode(element.body()));
                done++;
            }
        } catch (Throwable e) {
            if (done > 0) {
                long[] ids = elements.subList(0, done).stream()
                        .mapToLong(Element::id)
                        .toArray();
                queue.handle().call(QueueCommand.acceptPart(ids));
            }
            grant.decline();
            throw e;
        }
        grant.accept();
    }
}
