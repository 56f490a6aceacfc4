package io.dipc.proxies.queue;

import io.dipc.objects.priority.PriorityAnswer;
import io.dipc.objects.priority.PriorityCommand;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.queue.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Some elements of a priority queue in their order: what one insertion knows. Since elements never change places, it
 * stays true whatever happens in the queue, until this JVM is excluded; only whether something lies between two of them may
 * change. Not thread-safe;
 * the elements in it are shared with others.
 *
 * @param <E> the elements
 */
final class KnownOrder<E> {
    private static final int MOST = 256;
    private static final long MOST_BYTES = 256 * 1024;

    /** An element of the queue, read when it is compared for the first time. Guarded by the lock of the comparisons. */
    private static final class Copy<E> {
        private final long id;
        private final int bytes;
        private byte[] body;
        private E element;

        Copy(long id, byte[] body) {
            this.id = id;
            this.bytes = body == null ? 0 : body.length;
            this.body = body;
        }

        E element(Function<byte[], E> decode) {
            if (element == null) {
                element = decode.apply(body);
                body = null;
            }
            return element;
        }
    }

    /**
     * @param closed whether nothing was between it and the next one
     */
    private record Pivot<E>(Copy<E> copy, boolean closed) {}

    /** The first one stands for the beginning of the queue. */
    private final List<Pivot<E>> pivots;

    private final Function<byte[], E> decode;

    /**
     * Nothing.
     *
     * @param decode reads elements
     */
    KnownOrder(Function<byte[], E> decode) {
        this.decode = decode;
        this.pivots = new ArrayList<>();
        clear();
    }

    private KnownOrder(Function<byte[], E> decode, List<Pivot<E>> pivots) {
        this.decode = decode;
        this.pivots = pivots;
    }

    KnownOrder<E> copy() {
        return new KnownOrder<>(decode, new ArrayList<>(pivots));
    }

    /** A place between two known elements. */
    record Place(int index, Gap gap, boolean closed) {}

    /**
     * Where an element belongs, behind those that are equal.
     *
     * @param comparison compares it with another one; called by binary search
     */
    Place place(ToIntFunction<E> comparison) {
        int low = 1;
        int high = pivots.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (comparison.applyAsInt(pivots.get(middle).copy.element(decode)) < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        Pivot<E> after = pivots.get(low - 1);
        long before = low == pivots.size() ? PriorityCommand.END : pivots.get(low).copy.id;
        return new Place(low, new Gap(after.copy.id, before), after.closed);
    }

    /** What lies at a place that this has answered last. */
    void learn(Place place, PriorityAnswer.Between between) {
        int index = place.index();
        if (!between.known()) {
            clear();
            index = 1;
        }
        boolean closed = between.complete();
        close(index - 1, closed);
        List<Pivot<E>> found = new ArrayList<>();
        for (Element element : between.pivots()) {
            found.add(new Pivot<>(new Copy<>(element.id(), element.body()), closed));
        }
        pivots.addAll(index, found);
    }

    /** An element is at a place that this has answered last. */
    void inserted(Place place, long id, byte[] body) {
        close(place.index() - 1, true);
        pivots.add(place.index(), new Pivot<>(new Copy<>(id, body), true));
    }

    /** Forgets so much that what is left is worth to be kept. */
    void thin() {
        while (pivots.size() > MOST || bytes() > MOST_BYTES) {
            for (int i = pivots.size() - 1; i > 0; i -= 2) {
                pivots.remove(i);
                close(i - 1, false);
            }
        }
    }

    private void clear() {
        pivots.clear();
        pivots.add(new Pivot<>(new Copy<>(PriorityCommand.START, null), false));
    }

    private void close(int index, boolean closed) {
        pivots.set(index, new Pivot<>(pivots.get(index).copy, closed));
    }

    private long bytes() {
        long bytes = 0;
        for (Pivot<E> pivot : pivots) {
            bytes += pivot.copy.bytes;
        }
        return bytes;
    }
}
