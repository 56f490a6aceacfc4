package io.dipc.proxies.queue;

import io.dipc.engine.ObjectHandle;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A queue of the cluster as a collection: the operations that look at many elements. The application's {@code equals} and
 * predicates run here, on copies of the elements; what is to go is removed by id. None of them is atomic as a whole.
 * Thread-safe.
 *
 * @param <E> the elements
 */
abstract class RemoteCollection<E> extends AbstractQueue<E> {
    private final Binding binding;

    RemoteCollection(Binding binding) {
        this.binding = binding;
    }

    final Binding binding() {
        return binding;
    }

    final ObjectHandle handle() {
        return binding.handle();
    }

    final String key() {
        return binding.handles().get().key();
    }

    final byte[] encode(Object element) {
        if (element == null) {
            throw new NullPointerException();
        }
        return binding.codec().encode(element, key());
    }

    @SuppressWarnings("unchecked") // as in the JDK's queues, an element is whatever was put
    final E decode(byte[] body) {
        return (E) binding.codec().decode(body, key());
    }

    /** Whether it is this queue, by whichever proxy. */
    final boolean isThis(Object other) {
        return other instanceof DistributedProxy proxy && proxy.distributedKey().equals(key());
    }

    /** What an exception says when there is no room. */
    String fullMessage() {
        return "Queue full";
    }

    @Override
    public final int size() {
        return QueueAnswer.count(handle().query(QueueQuery.size()));
    }

    @Override
    public final void clear() {
        handle().call(QueueCommand.clear());
    }

    @Override
    public final boolean contains(Object sought) {
        if (sought == null) {
            return false;
        }
        Pages pages = Pages.forwards(this);
        for (List<Element> page = pages.nextOrAnew(); !page.isEmpty(); page = pages.nextOrAnew()) {
            for (Element element : page) {
                if (sought.equals(decode(element.body()))) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public final boolean containsAll(Collection<?> sought) {
        // the queue itself as argument, too: each element is there
        return sought.isEmpty() || Arrays.asList(toArray()).containsAll(sought);
    }

    /** Removes the first equal element that nobody else takes meanwhile. */
    @Override
    public final boolean remove(Object sought) {
        return removeFound(sought, Pages.forwards(this));
    }

    /** Per page: first the predicate is asked about all elements, then those found are removed. */
    @Override
    public final boolean removeIf(Predicate<? super E> predicate) {
        Objects.requireNonNull(predicate);
        int removed = 0;
        Pages pages = Pages.forwards(this);
        for (List<Element> page = pages.nextOrAnew(); !page.isEmpty(); page = pages.nextOrAnew()) {
            List<Element> found = new ArrayList<>();
            for (Element element : page) {
                if (predicate.test(decode(element.body()))) {
                    found.add(element);
                }
            }
            removed += remove(found, pages.exclusions());
        }
        return removed > 0;
    }

    @Override
    public final boolean removeAll(Collection<?> others) {
        Objects.requireNonNull(others);
        return removeIf(others::contains);
    }

    @Override
    public final boolean retainAll(Collection<?> others) {
        Objects.requireNonNull(others);
        return removeIf(element -> !others.contains(element));
    }

    /** In groups; those in front of an element that cannot be added are added. */
    @Override
    public boolean addAll(Collection<? extends E> elements) {
        return additionOf(elements).oneByOne(elements);
    }

    /** In groups; if one of the elements is null or cannot travel, none is added. */
    final boolean addAllTogether(Collection<? extends E> elements) {
        return additionOf(elements).together(elements);
    }

    /** By an offer for each. */
    final boolean addEach(Collection<? extends E> elements) {
        Objects.requireNonNull(elements);
        if (isThis(elements)) {
            throw new IllegalArgumentException();
        }
        boolean added = false;
        for (E element : elements) {
            added |= add(element);
        }
        return added;
    }

    private Addition additionOf(Collection<? extends E> elements) {
        Objects.requireNonNull(elements);
        if (isThis(elements)) {
            throw new IllegalArgumentException();
        }
        return new Addition(this);
    }

    @Override
    public final Object[] toArray() {
        List<E> elements = new ArrayList<>();
        Pages pages = Pages.forwards(this);
        for (List<Element> page = pages.nextOrAnew(); !page.isEmpty(); page = pages.nextOrAnew()) {
            if (pages.begunAnew()) {
                elements.clear();
            }
            for (Element element : page) {
                elements.add(decode(element.body()));
            }
        }
        return elements.toArray();
    }

    @Override
    public final <T> T[] toArray(T[] array) {
        Objects.requireNonNull(array);
        return Arrays.asList(toArray()).toArray(array);
    }

    @Override
    public final void forEach(Consumer<? super E> action) {
        Objects.requireNonNull(action);
        iterator().forEachRemaining(action);
    }

    @Override
    public final Iterator<E> iterator() {
        return new ElementIterator<>(this, Pages.forwards(this));
    }

    @Override
    public Spliterator<E> spliterator() {
        return Spliterators.spliterator(this, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.CONCURRENT);
    }

    @Override
    public final String toString() {
        return Arrays.stream(toArray())
                .map(element -> isThis(element) ? "(this Collection)" : String.valueOf(element))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Removes the first equal element of the pages that nobody else takes meanwhile. */
    final boolean removeFound(Object sought, Pages pages) {
        if (sought == null) {
            return false;
        }
        for (List<Element> page = pages.nextOrAnew(); !page.isEmpty(); page = pages.nextOrAnew()) {
            for (Element element : page) {
                if (sought.equals(decode(element.body())) && remove(List.of(element), pages.exclusions()) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Removes elements that were seen, as far as they are still there.
     *
     * @param exclusions how often this JVM had been excluded before
     * @return how many
     */
    final int remove(List<Element> seen, int exclusions) {
        List<Element> left = seen;
        int since = exclusions;
        while (!left.isEmpty()) {
            long[] ids = left.stream().mapToLong(Element::id).toArray();
            byte[] answer = handle().callAsSeen(QueueCommand.remove(ids), since);
            if (answer != null) {
                int count = 0;
                for (boolean one : QueueAnswer.removed(answer)) {
                    count += one ? 1 : 0;
                }
                return count;
            }
            since = handle().exclusions();
            left = left.stream().filter(this::isThere).toList();
        }
        return 0;
    }

    /** With quorum=none another element may have its id after an exclusion. */
    private boolean isThere(Element element) {
        byte[] query = QueueQuery.page(element.id() - 1, 1, 1);
        List<Element> found = QueueAnswer.Page.of(handle().query(query)).elements();
        return !found.isEmpty()
                && found.get(0).id() == element.id()
                && Arrays.equals(found.get(0).body(), element.body());
    }
}
