package io.dipc.proxies.queue;

import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueQuery;
import java.util.List;

/**
 * Reads a queue page by page, in order, with a bounded number of bytes on the way at once. Each page is as of one moment;
 * two pages are not. Elements added behind while reading are found too. Not thread-safe.
 */
final class Pages {
    /** How many elements a page has at most. */
    private static final int COUNT = 1024;
    /** After how many bytes a page ends. */
    private static final int BYTES = 256 * 1024;

    private final RemoteCollection<?> queue;
    private final boolean backwards;
    private long position;
    private boolean last;
    private int exclusions;
    private boolean begunAnew;

    private Pages(RemoteCollection<?> queue, boolean backwards) {
        this.queue = queue;
        this.backwards = backwards;
        begin();
    }

    private void begin() {
        position = backwards ? QueueQuery.END : QueueQuery.START;
        last = false;
    }

    /** From the head to the tail. */
    static Pages forwards(RemoteCollection<?> queue) {
        return new Pages(queue, false);
    }

    /** From the tail to the head. */
    static Pages backwards(RemoteCollection<?> queue) {
        return new Pages(queue, true);
    }

    /**
     * @return the next elements; empty at the end
     */
    List<Element> next() {
        if (last) {
            return List.of();
        }
        exclusions = queue.handle().exclusions();
        byte[] query =
                backwards ? QueueQuery.pageBefore(position, COUNT, BYTES) : QueueQuery.page(position, COUNT, BYTES);
        QueueAnswer.Page page = QueueAnswer.Page.of(queue.handle().query(query));
        last = page.last();
        List<Element> elements = page.elements();
        if (!elements.isEmpty()) {
            position = elements.get(elements.size() - 1).id();
        }
        return elements;
    }

    /**
     * The same for who must not miss what is there all the time: if this JVM was excluded, reads all anew. With quorum=none
     * what was not read yet may be under ids of what was.
     */
    List<Element> nextOrAnew() {
        begunAnew = false;
        List<Element> elements;
        do {
            if (exclusions != queue.handle().exclusions()) {
                begin();
                begunAnew = true;
            }
            elements = next();
        } while (exclusions != queue.handle().exclusions());
        return elements;
    }

    /** Whether what {@link #nextOrAnew} has answered last is the beginning, also if it is not the first answer. */
    boolean begunAnew() {
        return begunAnew;
    }

    /** How often this JVM had been excluded before it saw the page that was answered last. */
    int exclusions() {
        return exclusions;
    }
}
