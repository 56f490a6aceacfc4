package io.dipc.it.faults.apps;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one thread does until it is stopped: random calls on the shared objects. Threads of even number may wait for room
 * without limit and those of odd number for elements, so that it cannot be that all wait for each other.
 */
final class Work implements Runnable {
    private static final int LONGEST_THOUGHT_MILLIS = 40;
    private static final int LONGEST_HOLD_MILLIS = 20;

    private final Calls calls;
    private final Random random;
    private final boolean mayWaitForRoom;
    private final AtomicLong done = new AtomicLong();
    private volatile boolean stopped;
    private int elements;

    Work(Calls calls, int number, long seed) {
        this.calls = calls;
        this.random = new Random(seed);
        this.mayWaitForRoom = number % 2 == 0;
    }

    /** How many calls have ended. */
    long done() {
        return done.get();
    }

    /** No further call. The thread is to be interrupted, in case it waits. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            switch (random.nextInt(5)) {
                case 0, 1 -> queue("linked", Objects.LINKED);
                case 2 -> queue("array", Objects.ARRAY);
                case 3 -> deque();
                default -> semaphore();
            }
            done.incrementAndGet();
            think(LONGEST_THOUGHT_MILLIS);
        }
    }

    private void think(int millis) {
        try {
            Thread.sleep(1 + random.nextInt(millis));
        } catch (InterruptedException e) {
            // told to stop, which is looked at before the next call
            Thread.currentThread().interrupt();
        }
    }

    private void queue(String key, BlockingQueue<String> queue) {
        if (random.nextInt(20) == 0) {
            look(key, queue);
        } else if (random.nextBoolean()) {
            add(key, queue, Action.ADD_LAST);
        } else {
            remove(key, queue, Action.REMOVE_FIRST);
        }
    }

    private void deque() {
        if (random.nextBoolean()) {
            add("deque", Objects.DEQUE, random.nextBoolean() ? Action.ADD_LAST : Action.ADD_FIRST);
        } else {
            remove("deque", Objects.DEQUE, random.nextBoolean() ? Action.REMOVE_FIRST : Action.REMOVE_LAST);
        }
    }

    private void look(String key, BlockingQueue<String> queue) {
        if (random.nextBoolean()) {
            calls.count(key, Action.SIZE, queue::size);
        } else {
            calls.removal(key, Action.PEEK_FIRST, 0, Outcome.REFUSED, () -> maybe(queue.peek()));
        }
    }

    private void add(String key, BlockingQueue<String> queue, Action action) {
        String element = calls.client() + "-" + ++elements;
        boolean first = action == Action.ADD_FIRST;
        int how = random.nextInt(3);
        if (how == 0 && mayWaitForRoom) {
            calls.trial(key, action, List.of(element), 0, Outcome.UNKNOWN, () -> {
                if (first) {
                    ((BlockingDeque<String>) queue).putFirst(element);
                } else {
                    queue.put(element);
                }
                return true;
            });
        } else if (how == 1) {
            int millis = 1 + random.nextInt(300);
            calls.trial(
                    key,
                    action,
                    List.of(element),
                    0,
                    Outcome.GAVE_UP,
                    () -> first
                            ? ((BlockingDeque<String>) queue).offerFirst(element, millis, MILLISECONDS)
                            : queue.offer(element, millis, MILLISECONDS));
        } else {
            calls.trial(
                    key,
                    action,
                    List.of(element),
                    0,
                    Outcome.REFUSED,
                    () -> first ? ((BlockingDeque<String>) queue).offerFirst(element) : queue.offer(element));
        }
    }

    private void remove(String key, BlockingQueue<String> queue, Action action) {
        boolean last = action == Action.REMOVE_LAST;
        int how = random.nextInt(7);
        if (how < 2 && !mayWaitForRoom) {
            calls.removal(
                    key,
                    action,
                    1,
                    Outcome.UNKNOWN,
                    () -> List.of(last ? ((BlockingDeque<String>) queue).takeLast() : queue.take()));
        } else if (how < 4) {
            int millis = 1 + random.nextInt(300);
            calls.removal(
                    key,
                    action,
                    1,
                    Outcome.GAVE_UP,
                    () -> maybe(
                            last
                                    ? ((BlockingDeque<String>) queue).pollLast(millis, MILLISECONDS)
                                    : queue.poll(millis, MILLISECONDS)));
        } else if (how == 4 && !last) {
            calls.removal(key, action, 2, Outcome.REFUSED, () -> {
                List<String> drained = new ArrayList<>();
                queue.drainTo(drained, 2);
                return drained;
            });
        } else {
            calls.removal(
                    key,
                    action,
                    1,
                    Outcome.REFUSED,
                    () -> maybe(last ? ((BlockingDeque<String>) queue).pollLast() : queue.poll()));
        }
    }

    private static List<String> maybe(String element) {
        return element == null ? List.of() : List.of(element);
    }

    private void semaphore() {
        int permits = random.nextInt(6) == 0 ? 2 : 1;
        boolean acquired = switch (random.nextInt(3)) {
            case 0 ->
                calls.trial(
                        "permits",
                        Action.ACQUIRE,
                        List.of(),
                        permits,
                        Outcome.REFUSED,
                        () -> Objects.SEMAPHORE.tryAcquire(permits));
            case 1 -> {
                int millis = 1 + random.nextInt(300);
                yield calls.trial(
                        "permits",
                        Action.ACQUIRE,
                        List.of(),
                        permits,
                        Outcome.GAVE_UP,
                        () -> Objects.SEMAPHORE.tryAcquire(permits, millis, MILLISECONDS));
            }
            default ->
                calls.trial("permits", Action.ACQUIRE, List.of(), permits, Outcome.UNKNOWN, () -> {
                    Objects.SEMAPHORE.acquire(permits);
                    return true;
                });
        };
        if (acquired) {
            think(LONGEST_HOLD_MILLIS);
            calls.trial("permits", Action.RELEASE, List.of(), permits, Outcome.UNKNOWN, () -> {
                Objects.SEMAPHORE.release(permits);
                return true;
            });
        }
    }
}
