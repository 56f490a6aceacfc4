package io.dipc.proxies.queue;

import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * {@code addAll}: many elements with few commands. As in the JDK, the elements in front of one that cannot be added are
 * added. Not thread-safe.
 */
final class Addition {
    private static final int COUNT = 1024;
    private static final int BYTES = 256 * 1024;

    private final RemoteCollection<?> queue;
    private final List<byte[]> bodies = new ArrayList<>();
    private int bytes;
    private boolean added;

    Addition(RemoteCollection<?> queue) {
        this.queue = queue;
    }

    /**
     * @return whether an element was added
     * @throws IllegalStateException if there is no room for all of them
     */
    boolean addAll(Collection<?> elements) {
        try {
            for (Object element : elements) {
                byte[] body = queue.encode(element);
                bodies.add(body);
                bytes += body.length;
                if (bodies.size() == COUNT || bytes >= BYTES) {
                    flush();
                }
            }
        } catch (Throwable e) {
            flush();
            throw e;
        }
        flush();
        return added;
    }

    private void flush() {
        int count = bodies.size();
        if (count == 0) {
            return;
        }
        byte[] command = QueueCommand.offerAll(bodies);
        bodies.clear();
        bytes = 0;
        int accepted = QueueAnswer.count(queue.handle().call(command));
        added |= accepted > 0;
        if (accepted < count) {
            throw new IllegalStateException("Queue full");
        }
    }
}
