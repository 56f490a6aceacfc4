package io.dipc.histories;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of all clients, in no particular order. Immutable. */
public record History(List<Operation> operations) {

    public History {
        operations = List.copyOf(operations);
    }

    /** All that was recorded by several recorders of the same clock. */
    public static History of(Collection<History> parts) {
        List<Operation> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.operations));
        return new History(all);
    }

    /**
     * One history for each object, since a history is linearizable exactly if those of its objects are. Each has the
     * ends of sessions, which concern all objects.
     */
    public Map<String, History> byObject() {
        Map<String, List<Operation>> calls = new TreeMap<>();
        List<Operation> ends = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation.endsSession()) {
                ends.add(operation);
            } else {
                calls.computeIfAbsent(operation.object(), key -> new ArrayList<>())
                        .add(operation);
            }
        }
        Map<String, History> histories = new TreeMap<>();
        calls.forEach((object, list) -> {
            list.addAll(ends);
            histories.put(object, new History(list));
        });
        return histories;
    }

    /** The moments at which sessions may have ended. */
    public List<Operation> sessionEnds() {
        return operations.stream().filter(Operation::endsSession).toList();
    }

    /** One line for each call, in the order of invocation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        operations.stream()
                .sorted((a, b) -> Long.compare(a.invoked(), b.invoked()))
                .forEach(o -> text.append(o).append('\n'));
        return text.toString();
    }
}
