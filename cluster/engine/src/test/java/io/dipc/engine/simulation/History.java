package io.dipc.engine.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the clients saw, and what must be true of it. */
final class History {
    private final int permits;
    private final Set<String> begun = new HashSet<>();
    private final Set<String> put = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private final Set<String> dead = new HashSet<>();
    private final Map<String, Integer> holding = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private int operations;

    History(int permits) {
        this.permits = permits;
    }

    void check(boolean condition, String violation) {
        if (!condition) {
            violations.add(violation);
        }
    }

    void putBegins(String element) {
        begun.add(element);
    }

    void putEnds(String element, boolean added) {
        operations++;
        (added ? put : refused).add(element);
    }

    void taken(String client, String element) {
        operations++;
        check(begun.contains(element), "taken, but nobody put it: " + element);
        String before = taken.put(element, client);
        check(before == null || dead.contains(before), element + " taken twice: by " + before + " and " + client);
    }

    void acquired(String client) {
        operations++;
        holding.merge(client, 1, Integer::sum);
        int all = holding.values().stream().mapToInt(Integer::intValue).sum();
        check(all <= permits, all + " holders of " + permits + " permits: " + holding);
    }

    void releases(String client) {
        operations++;
        holding.remove(client);
    }

    void died(String client, int held) {
        dead.add(client);
        holding.remove(client);
    }

    int operations() {
        return operations;
    }

    /** After everything that was left has been taken. */
    void finish(int permitsAvailable) {
        for (String element : put) {
            check(taken.containsKey(element) || dead.contains("lost with " + element), element + " is lost");
        }
        for (String element : refused) {
            check(!taken.containsKey(element), element + " was refused or given up and taken all the same");
        }
        check(permitsAvailable == permits, permitsAvailable + " permits in the end (expected: " + permits + ")");
    }

    List<String> violations() {
        return violations;
    }
}
