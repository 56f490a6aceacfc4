package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.executor.Generation.Phase;
import io.dipc.objects.executor.Task.Place;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The tasks, where they are, and the generations that they count for. A task that goes back to the queue goes to its old
 * place. Call only from the state machine that it belongs to.
 */
final class TaskTable {
    private final NavigableMap<Long, Task> tasks = new TreeMap<>();
    private static final Comparator<Task> IN_ORDER =
            Comparator.<Task>comparingLong(task -> task.due).thenComparingLong(task -> task.id);

    private final NavigableSet<Task> queue = new TreeSet<>(IN_ORDER);
    private final NavigableSet<Task> delayed = new TreeSet<>(IN_ORDER);
    /** By the commands that they were given to; never iterated. */
    private final Map<CommandId, Task> given = new HashMap<>();

    private final NavigableMap<Integer, Generation> generations = new TreeMap<>();
    private final int together;
    private long nextId;
    /** Cluster time, as far as it is known. */
    private long now;

    /**
     * @param together how many tasks of a generation run at once at most
     */
    TaskTable(int together) {
        this.together = together;
    }

    /** Whether one more task of a generation may run. */
    boolean mayGive(Generation generation) {
        return generation.phase != Phase.STOP && generation.active < together;
    }

    /** The generation that takes tasks; a new one if there is none. */
    Generation open() {
        Generation last = generations.isEmpty() ? null : generations.lastEntry().getValue();
        if (last != null && last.phase == Phase.RUNNING) {
            return last;
        }
        Generation next = new Generation(last == null ? 1 : last.number + 1);
        generations.put(next.number, next);
        if (last != null && last.isTerminated()) {
            generations.remove(last.number);
        }
        return next;
    }

    /**
     * @return null if nothing is left of it, or there never was any
     */
    Generation generation(int number) {
        return generations.get(number);
    }

    /** Whether none of its tasks will be given out any more. */
    boolean isTerminated(int number) {
        Generation generation = generations.get(number);
        return generation == null || generation.isTerminated();
    }

    /** Forgets a generation that has terminated, unless it is the last one, whose number must not be used again. */
    void drop(Generation terminated) {
        if (generations.lastKey() != terminated.number) {
            generations.remove(terminated.number);
        }
    }

    Collection<Generation> generations() {
        return generations.values();
    }

    Task get(long id) {
        return tasks.get(id);
    }

    /** All tasks, by their ids. */
    NavigableMap<Long, Task> all() {
        return tasks;
    }

    int queued() {
        return queue.size();
    }

    long nextId() {
        return nextId;
    }

    void setNextId(long id) {
        nextId = id;
    }

    /** How many tasks wait for their time. */
    int delayed() {
        return delayed.size();
    }

    long now() {
        return now;
    }

    void setNow(long time) {
        now = time;
    }

    /** When the first of those that wait for it begins; {@code otherwise} if there is none. */
    long firstDue(long otherwise) {
        return delayed.isEmpty() ? otherwise : delayed.first().due;
    }

    /** Puts those into the queue whose time has come. */
    void enqueueDue() {
        while (!delayed.isEmpty() && delayed.first().due <= now) {
            Task task = delayed.first();
            undelay(task);
            enqueue(task);
        }
    }

    /** Adds a task that begins at once. */
    Task add(Generation generation, Semantics semantics, long owner, byte[] body) {
        Task task = new Task(nextId++, generation.number, semantics, owner, body);
        task.due = now;
        tasks.put(task.id, task);
        enqueue(task);
        return task;
    }

    /** Adds a task that begins after a delay. */
    Task add(Generation generation, Semantics semantics, long owner, byte[] body, long delay, long period) {
        Task task = new Task(nextId++, generation.number, semantics, owner, body);
        task.due = after(delay);
        task.period = period;
        tasks.put(task.id, task);
        delay(task);
        return task;
    }

    private long after(long delay) {
        return delay > Long.MAX_VALUE - 1 - now ? Long.MAX_VALUE - 1 : now + Math.max(0, delay);
    }

    /** A periodic task that was at a worker waits for its next time. */
    void repeat(Task task) {
        leaveWorker(task);
        task.due = task.period > 0 ? task.due + task.period : after(-task.period);
        delay(task);
    }

    private void delay(Task task) {
        task.place = Place.DELAYED;
        delayed.add(task);
        generations.get(task.generation).delayed++;
    }

    private void undelay(Task task) {
        delayed.remove(task);
        generations.get(task.generation).delayed--;
    }

    /** Puts a task in that a snapshot tells of. Its generation was restored before. */
    void restore(Task task) {
        Generation generation = generations.get(task.generation);
        if (task.place != Place.GONE && generation == null) {
            throw new IllegalArgumentException("task " + task.id + " of generation " + task.generation
                    + " (expected: a generation that the snapshot told of)");
        }
        tasks.put(task.id, task);
        switch (task.place) {
            case QUEUED -> enqueue(task);
            case DELAYED -> delay(task);
            case GIVEN -> {
                given.put(task.holder, task);
                generation.active++;
            }
            case RUNNING -> generation.active++;
            default -> {
                // only its outcome is left
            }
        }
    }

    void restore(Generation generation) {
        generations.put(generation.number, generation);
    }

    /** The first in the queue that may be given out; null if there is none. */
    Task first(int generation) {
        for (Task task : queue) {
            if ((generation == ExecutorCommand.ANY_GENERATION || task.generation == generation)
                    && mayGive(generations.get(task.generation))) {
                return task;
            }
        }
        return null;
    }

    /** The first in the queue of a generation; null if there is none. */
    Task head(int generation) {
        for (Task task : queue) {
            if (task.generation == generation) {
                return task;
            }
        }
        return null;
    }

    /** The tasks of a generation that are queued, given out or run, in a list of its own. */
    List<Task> of(int generation) {
        return tasks.values().stream()
                .filter(task -> task.generation == generation && task.place != Place.GONE)
                .toList();
    }

    void give(Task task, CommandId to) {
        dequeue(task);
        task.place = Place.GIVEN;
        task.holder = to;
        task.attempt++;
        given.put(to, task);
        generations.get(task.generation).active++;
    }

    /**
     * @return the task that the command has accepted, which runs from now on; null if it was given none
     */
    Task accept(CommandId id) {
        Task task = given.remove(id);
        if (task != null) {
            task.place = Place.RUNNING;
        }
        return task;
    }

    /**
     * @return the task that the command was given and has not accepted; null if there is none
     */
    Task given(CommandId id) {
        return given.get(id);
    }

    /** Back to its place in the queue. */
    void putBack(Task task) {
        leaveWorker(task);
        enqueue(task);
    }

    /** It will not run any more. */
    void end(Task task) {
        if (task.place == Place.QUEUED) {
            dequeue(task);
        } else if (task.place == Place.DELAYED) {
            undelay(task);
        } else if (task.place != Place.GONE) {
            leaveWorker(task);
        }
        task.place = Place.GONE;
        task.body = null;
        dropIfOver(task);
    }

    void dropIfOver(Task task) {
        if (task.isOver()) {
            tasks.remove(task.id);
        }
    }

    private void leaveWorker(Task task) {
        given.remove(task.holder);
        task.holder = null;
        generations.get(task.generation).active--;
    }

    private void enqueue(Task task) {
        task.place = Place.QUEUED;
        queue.add(task);
        generations.get(task.generation).queued++;
    }

    private void dequeue(Task task) {
        queue.remove(task);
        generations.get(task.generation).queued--;
    }
}
