package io.dipc.proxies.queue;

import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The operations of a queue that look at many elements. The application's {@code equals} and predicates run here, on
 * copies of the elements; what is to go is removed by id. None of them is atomic as a whole.
 */
final class BulkOperations<E> {
    private final RemoteQueue<E> queue;

    BulkOperations(RemoteQueue<E> queue) {
        this.queue = queue;
    }

    boolean contains(Object sought) {
        if (sought == null) {
            return false;
        }
        Pages pages = new Pages(queue);
        for (List<Element> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Element element : page) {
                if (sought.equals(queue.decode(element.body()))) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean containsAll(Collection<?> sought) {
        // the queue itself as argument, too: each element is there
        return sought.isEmpty() || Arrays.asList(toArray()).containsAll(sought);
    }

    /** Removes the first equal element that nobody else takes meanwhile. */
    boolean remove(Object sought) {
        if (sought == null) {
            return false;
        }
        Pages pages = new Pages(queue);
        for (List<Element> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Element element : page) {
                if (sought.equals(queue.decode(element.body())) && remove(List.of(element.id())) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Per page: first the predicate is asked about all elements, then those found are removed. */
    boolean removeIf(Predicate<? super E> predicate) {
        Objects.requireNonNull(predicate);
        int removed = 0;
        Pages pages = new Pages(queue);
        for (List<Element> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            List<Long> found = new ArrayList<>();
            for (Element element : page) {
                if (predicate.test(queue.decode(element.body()))) {
                    found.add(element.id());
                }
            }
            removed += found.isEmpty() ? 0 : remove(found);
        }
        return removed > 0;
    }

    Object[] toArray() {
        List<E> elements = new ArrayList<>();
        Pages pages = new Pages(queue);
        for (List<Element> page = pages.next(); !page.isEmpty(); page = pages.next()) {
            for (Element element : page) {
                elements.add(queue.decode(element.body()));
            }
        }
        return elements.toArray();
    }

    private int remove(List<Long> ids) {
        long[] numbers = new long[ids.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ids.get(i);
        }
        int count = 0;
        for (boolean one : QueueAnswer.removed(queue.handle().call(QueueCommand.remove(numbers)))) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
