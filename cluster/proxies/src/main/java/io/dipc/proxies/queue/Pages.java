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
    static final int COUNT = 1024;
    /** After how many bytes a page ends. */
    static final int BYTES = 256 * 1024;

    private final RemoteCollection<?> queue;
    private long afterId = QueueQuery.START;
    private boolean last;

    Pages(RemoteCollection<?> queue) {
        this.queue = queue;
    }

    /**
     * @return the next elements; empty at the end
     */
    List<Element> next() {
        if (last) {
            return List.of();
        }
        QueueAnswer.Page page = QueueAnswer.Page.of(queue.handle().query(QueueQuery.page(afterId, COUNT, BYTES)));
        last = page.last();
        List<Element> elements = page.elements();
        if (!elements.isEmpty()) {
            afterId = elements.get(elements.size() - 1).id();
        }
        return elements;
    }
}
