package io.dipc.objects.queue;

import io.dipc.objects.CommandId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What commands of a queue gave out and nobody has accepted yet, in the order of giving out. Not thread-safe. */
final class InHand {
    /** Never an empty array. */
    private final Map<CommandId, Element[]> hands = new LinkedHashMap<>();

    /**
     * @param elements at least one, in their order
     */
    void give(CommandId id, Element... elements) {
        hands.put(id, elements);
    }

    /** For snapshots: one more element for a command. */
    void restore(CommandId id, Element element) {
        hands.merge(id, new Element[] {element}, (before, one) -> {
            Element[] longer = Arrays.copyOf(before, before.length + 1);
            longer[before.length] = one[0];
            return longer;
        });
    }

    /**
     * @return what the command had given out and is in hand no more, or null
     */
    Element[] remove(CommandId id) {
        return hands.remove(id);
    }

    /**
     * @param stays what commands have given out that stays in hand
     * @return what other commands of the sessions had given out and is in hand no more
     */
    List<Element[]> removeOf(Set<Long> sessions, Predicate<CommandId> stays) {
        List<Element[]> removed = new ArrayList<>();
        hands.entrySet()
                .removeIf(hand -> sessions.contains(hand.getKey().session())
                        && !stays.test(hand.getKey())
                        && removed.add(hand.getValue()));
        return removed;
    }

    /**
     * @param ids of elements; those that the session does not have are ignored
     * @return what of it commands of the session had given out and is in hand no more
     */
    Element[] removePart(long session, long[] ids) {
        Set<Long> wanted = new HashSet<>();
        for (long id : ids) {
            wanted.add(id);
        }
        List<Element> removed = new ArrayList<>();
        for (Iterator<Map.Entry<CommandId, Element[]>> all = hands.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<CommandId, Element[]> hand = all.next();
            if (hand.getKey().session() == session) {
                List<Element> rest = new ArrayList<>();
                for (Element element : hand.getValue()) {
                    (wanted.contains(element.id()) ? removed : rest).add(element);
                }
                if (rest.isEmpty()) {
                    all.remove();
                } else {
                    hand.setValue(rest.toArray(new Element[0]));
                }
            }
        }
        return removed.toArray(new Element[0]);
    }

    boolean isEmpty() {
        return hands.isEmpty();
    }

    /** How many elements are in hand. */
    int count() {
        return hands.values().stream().mapToInt(hand -> hand.length).sum();
    }

    /** How many elements a command has in hand. */
    int count(CommandId id) {
        Element[] hand = hands.get(id);
        return hand == null ? 0 : hand.length;
    }

    /** Not to be changed. */
    Map<CommandId, Element[]> all() {
        return hands;
    }
}
