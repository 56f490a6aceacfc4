package io.dipc.engine.simulation;

import io.dipc.engine.node.Node;
import io.dipc.engine.view.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What must be true at every moment, whoever is cut off or stands still: whoever has no lease any more holds nothing, and
 * with those that have one there are never more holders than permits; and nobody is answered in a view that others have
 * gone beyond without it.
 */
final class Leases {
    private final int permits;
    private final Supplier<List<Node>> nodes;
    private final Observations observations;
    private final Map<String, Node> holders = new LinkedHashMap<>();

    Leases(int permits, Supplier<List<Node>> nodes, Observations observations) {
        this.permits = permits;
        this.nodes = nodes;
        this.observations = observations;
    }

    void acquired(String client, Node node) {
        holders.put(client, node);
        List<String> now = holders.entrySet().stream()
                .filter(e -> e.getValue().leased())
                .map(Map.Entry::getKey)
                .toList();
        observations.check(now.size() <= permits, now.size() + " holders of " + permits + " permits: " + now);
    }

    /** The client releases, is dead, or knows that what it held has gone to others. */
    void ends(String client) {
        holders.remove(client);
    }

    void answered(String client, Node node) {
        View view = node.view();
        for (Node other : nodes.get()) {
            View next = other.view();
            if (view != null
                    && next != null
                    && next.number() > view.number()
                    && next.find(node.self().session()) == null
                    && other.homesActive()) {
                observations.check(
                        false,
                        client + " was answered in view " + view.counter() + ", and view " + next.counter()
                                + " without it is in effect");
            }
        }
    }
}
