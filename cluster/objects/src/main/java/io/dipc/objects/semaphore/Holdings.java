package io.dipc.objects.semaphore;

import io.dipc.objects.ObjectInfo.Holder;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which session holds how many permits, the oldest holder first. A session is as old as its first permit since it held
 * none. Sessions that are over and kept their permits stay, so that a release by another session is charged to them.
 */
final class Holdings {
    private final Map<Long, Long> permits = new LinkedHashMap<>();

    void add(long session, long count) {
        permits.merge(session, count, Long::sum);
    }

    /**
     * @return how many the session held, at most {@code count}; it no longer holds them
     */
    long removeUpTo(long session, long count) {
        Long held = permits.get(session);
        if (held == null) {
            return 0;
        }
        if (held <= count) {
            permits.remove(session);
            return held;
        }
        permits.put(session, held - count);
        return count;
    }

    /**
     * @return how many the session held; it no longer holds any
     */
    long removeAll(long session) {
        Long held = permits.remove(session);
        return held == null ? 0 : held;
    }

    /**
     * @return how many the sessions held together, at most {@code count}; the oldest holders lost them first
     */
    long removeFromOldest(long count) {
        long rest = count;
        for (Iterator<Map.Entry<Long, Long>> holders = permits.entrySet().iterator(); rest > 0 && holders.hasNext(); ) {
            Map.Entry<Long, Long> holder = holders.next();
            long charged = Math.min(rest, holder.getValue());
            rest -= charged;
            if (charged == holder.getValue()) {
                holders.remove();
            } else {
                holder.setValue(holder.getValue() - charged);
            }
        }
        return count - rest;
    }

    boolean isEmpty() {
        return permits.isEmpty();
    }

    /** The oldest holder first. */
    Stream<Holder> stream() {
        return permits.entrySet().stream().map(entry -> new Holder(entry.getKey(), entry.getValue()));
    }
}
