package io.dipc.proxies.queue;

import io.dipc.objects.priority.PriorityAnswer;
import io.dipc.objects.priority.PriorityCommand;
import io.dipc.objects.priority.PriorityQuery;
import io.dipc.objects.queue.Element;
import io.dipc.proxies.Binding;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * A priority queue of the cluster. The application's order is asked here, in the thread that offers: it finds between
 * which elements of the queue the new one belongs, by comparing it with copies, and the home, which cannot compare,
 * accepts that place if nothing else has come there. What was learnt of the order is kept for the next time. Takes never
 * compare.
 *
 * @param <E> the elements
 */
final class RemotePriorityQueue<E> extends RemoteUnboundedQueue<E> {
    /** After so many refusals others wait until this element is in. */
    private static final int PATIENCE = 3;

    /** How many elements without a place are asked for at once, and after how many bytes no further one. */
    private static final int UNPLACED = 256;

    private static final int UNPLACED_BYTES = 256 * 1024;

    /** The application's order threw something. */
    private static final class ComparisonFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ComparisonFailure(Throwable cause) {
            super(null, cause, false, false);
        }

        /** What it threw, to be thrown on. */
        RuntimeException cause() {
            if (getCause() instanceof Error error) {
                throw error;
            }
            return (RuntimeException) getCause();
        }
    }

    private final Comparator<? super E> comparator;
    /** Held while comparing, as the JDK's class holds its own: a comparator need not be safe for many threads. */
    private final ReentrantLock comparing = new ReentrantLock();

    /**
     * What was learnt of the order, which stays true while ids are those of the same elements.
     *
     * @param exclusions how often this JVM had been excluded before
     */
    private record Learnt<E>(KnownOrder<E> order, int exclusions) {}

    private volatile Learnt<E> learnt = nothing();

    /**
     * @param comparator null: the natural order
     */
    RemotePriorityQueue(Binding binding, Comparator<? super E> comparator) {
        super(binding);
        this.comparator = comparator;
    }

    Comparator<? super E> comparator() {
        return comparator;
    }

    @Override
    public boolean offer(E element) {
        Objects.requireNonNull(element);
        ToIntFunction<E> comparison = comparisonOf(element);
        byte[] body = encode(element);
        Attempting attempting = (token, turn, gap) -> PriorityCommand.insert(token, turn, gap, body);
        while (!insert(attempting, body, comparison, handle().exclusions())) {}
        return true;
    }

    /** Those that were offered again after the cluster was in two halves. */
    @Override
    void order() {
        int exclusions = handle().exclusions();
        List<Element> unplaced = unplaced();
        while (!unplaced.isEmpty()) {
            for (Element each : unplaced) {
                insert(
                        (token, turn, gap) -> PriorityCommand.place(token, turn, gap, each.id()),
                        each.body(),
                        comparisonOf(decode(each.body())),
                        exclusions);
            }
            exclusions = handle().exclusions();
            unplaced = unplaced();
        }
    }

    private List<Element> unplaced() {
        return PriorityAnswer.unplaced(handle().query(PriorityQuery.unplaced(UNPLACED, UNPLACED_BYTES)));
    }

    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return addEach(elements);
    }

    @Override
    public Spliterator<E> spliterator() {
        return new ArraySpliterator<>(this::toArray, Spliterator.NONNULL);
    }

    @SuppressWarnings("unchecked") // as the JDK's class: an element that cannot be compared is refused here
    private ToIntFunction<E> comparisonOf(E element) {
        if (comparator != null) {
            return other -> comparator.compare(element, other);
        }
        Comparable<? super E> comparable = (Comparable<? super E>) element;
        return comparable::compareTo;
    }

    /** Makes the command for an attempt. */
    @FunctionalInterface
    private interface Attempting {
        byte[] at(long token, boolean wantsTurn, PriorityCommand.Gap gap);
    }

    private Learnt<E> nothing() {
        return new Learnt<>(new KnownOrder<>(this::decode), 0);
    }

    /** With quorum=none other elements may have the ids that were seen before an exclusion. */
    private KnownOrder<E> known(int exclusions) {
        Learnt<E> last = learnt;
        return last.exclusions() == exclusions ? last.order().copy() : new KnownOrder<>(this::decode);
    }

    /**
     * @param exclusions how often this JVM may have been excluded
     * @return whether it was not excluded more often, and is done
     */
    private boolean insert(Attempting command, byte[] body, ToIntFunction<E> comparison, int exclusions) {
        try {
            return insert(command, body, comparison, exclusions, known(exclusions));
        } catch (ComparisonFailure e) {
            // perhaps with an element that is gone, which nobody would have asked about
            learnt = nothing();
            try {
                return insert(command, body, comparison, exclusions, new KnownOrder<>(this::decode));
            } catch (ComparisonFailure again) {
                throw again.cause();
            }
        }
    }

    private boolean insert(
            Attempting command, byte[] body, ToIntFunction<E> comparison, int exclusions, KnownOrder<E> order) {
        long token = ThreadLocalRandom.current().nextLong();
        int refusals = 0;
        boolean done = false;
        try {
            while (!done) {
                KnownOrder.Place place = place(order, comparison);
                byte[] answer = handle().callAsSeen(command.at(token, refusals >= PATIENCE, place.gap()), exclusions);
                if (answer == null) {
                    return false;
                }
                PriorityAnswer.Attempt attempt = PriorityAnswer.Attempt.of(answer);
                if (attempt.inserted()) {
                    if (attempt.id() != PriorityAnswer.Attempt.NOWHERE) {
                        order.inserted(place, attempt.id(), body);
                    }
                    done = true;
                } else {
                    order.learn(place, attempt.between());
                    refusals++;
                }
            }
        } finally {
            if (!done && refusals > PATIENCE) {
                handle().call(PriorityCommand.endTurn(token));
            }
        }
        order.thin();
        learnt = new Learnt<>(order, exclusions);
        return true;
    }

    /** A place with nothing in it a moment ago. */
    private KnownOrder.Place place(KnownOrder<E> order, ToIntFunction<E> comparison) {
        while (true) {
            KnownOrder.Place place;
            comparing.lock();
            try {
                place = order.place(comparison);
            } catch (RuntimeException | Error e) {
                throw new ComparisonFailure(e);
            } finally {
                comparing.unlock();
            }
            if (place.closed()) {
                return place;
            }
            order.learn(place, PriorityAnswer.Between.of(handle().query(PriorityQuery.between(place.gap()))));
        }
    }
}
