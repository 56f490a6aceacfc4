package io.dipc.proxies.queue;

import io.dipc.objects.queue.Element;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A weakly consistent iterator: it sees every element that was there when it was made and was not removed since; of
 * changes made later it sees some. What {@link #hasNext} has seen, {@link #next} returns, though it may be gone.
 */
final class ElementIterator<E> implements Iterator<E> {
    private final RemoteCollection<E> queue;
    private final Pages pages;
    private List<Element> page;
    private int position;
    private Element latest;
    private int exclusions;
    private boolean removable;

    ElementIterator(RemoteCollection<E> queue, Pages pages) {
        this.queue = queue;
        this.pages = pages;
        this.page = pages.next();
    }

    @Override
    public boolean hasNext() {
        if (position == page.size() && position > 0) {
            page = pages.next();
            position = 0;
        }
        return position < page.size();
    }

    @Override
    public E next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        latest = page.get(position++);
        exclusions = pages.exclusions();
        removable = true;
        return queue.decode(latest.body());
    }

    /** Removes the very element that was returned last, if it is still there. */
    @Override
    public void remove() {
        if (!removable) {
            throw new IllegalStateException();
        }
        removable = false;
        queue.remove(List.of(latest), exclusions);
    }
}
