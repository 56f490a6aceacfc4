package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.executor.Generation.Phase;
import io.dipc.objects.executor.Task.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The tasks, where they are, and the generations that they count for. A task that goes back to the queue goes to its old
 * place. Call only from the state machine that it belongs to.
 */
final class TaskTable {
    private final NavigableMap<Long, Task> tasks = new TreeMap<>();
    private final NavigableMap<Long, Task> queue = new TreeMap<>();
    /** By the commands that they were given to; never iterated. */
    private final Map<CommandId, Task> given = new HashMap<>();

    private final NavigableMap<Integer, Generation> generations = new TreeMap<>();
    private long nextId;

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

    Task add(Generation generation, Semantics semantics, long owner, byte[] body) {
        Task task = new Task(nextId++, generation.number, semantics, owner, body);
        tasks.put(task.id, task);
        enqueue(task);
        return task;
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
        for (Task task : queue.values()) {
            if ((generation == ExecutorCommand.ANY_GENERATION || task.generation == generation)
                    && generations.get(task.generation).phase != Phase.STOP) {
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
        queue.put(task.id, task);
        generations.get(task.generation).queued++;
    }

    private void dequeue(Task task) {
        queue.remove(task.id);
        generations.get(task.generation).queued--;
    }
}
