package io.dipc.proxies.queue;

import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** {@code addAll}: many elements with few commands. Not thread-safe. */
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
     * The elements in front of one that cannot be added are added.
     *
     * @return whether an element was added
     * @throws IllegalStateException if there is no room for all of them
     */
    boolean oneByOne(Collection<?> elements) {
        try {
            for (Object element : elements) {
                add(queue.encode(element));
            }
        } catch (Throwable e) {
            flush();
            throw e;
        }
        flush();
        return added;
    }

    /**
     * If one of the elements is null or cannot travel, none is added.
     *
     * @return whether an element was added
     * @throws IllegalStateException if there is no room for all of them; those in front are added
     */
    boolean together(Collection<?> elements) {
        List<byte[]> all = new ArrayList<>();
        for (Object element : elements) {
            all.add(queue.encode(element));
        }
        all.forEach(this::add);
        flush();
        return added;
    }

    private void add(byte[] body) {
        bodies.add(body);
        bytes += body.length;
        if (bodies.size() == COUNT || bytes >= BYTES) {
            flush();
        }
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
            throw new IllegalStateException(queue.fullMessage());
        }
    }
}
