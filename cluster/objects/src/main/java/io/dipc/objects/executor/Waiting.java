package io.dipc.objects.executor;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The commands that wait for a task or for the end of a generation, each line in the order of the calls. Call only from the
 * state machine that it belongs to.
 */
final class Waiting {
    private final Map<CommandId, Integer> takes = new LinkedHashMap<>();
    private final Map<CommandId, Integer> terminations = new LinkedHashMap<>();

    void addTake(CommandId id, int generation) {
        takes.put(id, generation);
    }

    void removeTake(CommandId id) {
        takes.remove(id);
    }

    /** The first parked take that wants tasks of a generation; null if there is none. */
    CommandId takerFor(int generation) {
        for (Map.Entry<CommandId, Integer> take : takes.entrySet()) {
            if (take.getValue() == ExecutorCommand.ANY_GENERATION || take.getValue() == generation) {
                return take.getKey();
            }
        }
        return null;
    }

    /** All parked takes, in a list of its own. */
    List<CommandId> takers() {
        return new ArrayList<>(takes.keySet());
    }

    int generationOf(CommandId take) {
        return takes.get(take);
    }

    void addTermination(CommandId id, int generation) {
        terminations.put(id, generation);
    }

    void terminated(int generation, Effects effects) {
        completeAll(takes, generation, effects);
        completeAll(terminations, generation, effects);
    }

    private static void completeAll(Map<CommandId, Integer> parked, int generation, Effects effects) {
        for (Iterator<Map.Entry<CommandId, Integer>> rest = parked.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<CommandId, Integer> one = rest.next();
            if (one.getValue() == generation) {
                rest.remove();
                effects.complete(one.getKey(), ExecutorAnswer.EMPTY);
            }
        }
    }

    /**
     * @return whether the command was parked
     */
    boolean cancel(CommandId id) {
        return takes.remove(id) != null || terminations.remove(id) != null;
    }

    void sessionsEnded(Set<Long> sessions) {
        takes.keySet().removeIf(id -> sessions.contains(id.session()));
        terminations.keySet().removeIf(id -> sessions.contains(id.session()));
    }

    boolean isEmpty() {
        return takes.isEmpty() && terminations.isEmpty();
    }

    Map<CommandId, Integer> takes() {
        return takes;
    }

    Map<CommandId, Integer> terminations() {
        return terminations;
    }
}
