package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.Twins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls from a seed on two replicas. The number of an element is its content; a model keeps where each element
 * must be: in the queue, in hand, or gone.
 */
class BoundedDequeRandomTest {
    private static final int STEPS = 4_000;

    private Random random;
    private int capacity;
    /** Whether both ends are used. */
    private boolean deque;

    private Twins queue;
    private RecordedEffects effects;
    private int nextElement;
    private int lastSlot;

    private final Set<Integer> queued = new TreeSet<>();
    private final Map<CommandId, Set<Integer>> inHand = new HashMap<>();
    private final Set<Integer> gone = new HashSet<>();
    private final Map<CommandId, Integer> parkedPuts = new HashMap<>();
    private final Set<CommandId> parkedTakes = new LinkedHashSet<>();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void replicasStayEqualAndElementsAreConserved(long seed) {
        random = new Random(seed);
        capacity = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(8);
        deque = seed % 2 == 0;
        queue = new Twins(() -> new BoundedDeque(new QueueParameters(capacity)));
        for (int step = 0; step < STEPS; step++) {
            effects = new RecordedEffects();
            step();
            checkInvariants();
            if (random.nextInt(50) == 0) {
                queue.replaceSecond();
            }
            if (random.nextInt(20) == 0) {
                queue.assertSameSnapshots();
            }
        }
        assertThat(gone.size()).isGreaterThan(STEPS / 50);
    }

    private void step() {
        CommandId id = new CommandId(random.nextInt(4), lastSlot++, 1);
        switch (random.nextInt(14)) {
            case 0, 1, 2:
                if (QueueAnswer.added(queue.apply(id, offer(body(nextElement)), effects))) {
                    queued.add(nextElement);
                }
                nextElement++;
                break;
            case 3, 4:
                int put = nextElement++;
                if (queue.apply(id, put(body(put)), effects) == null) {
                    parkedPuts.put(id, put);
                } else {
                    queued.add(put);
                }
                break;
            case 5:
                received(id, queue.apply(id, otherEnd() ? QueueCommand.pollLast() : QueueCommand.poll(), effects));
                break;
            case 6, 7:
                byte[] taken = queue.apply(id, otherEnd() ? QueueCommand.takeLast() : QueueCommand.take(), effects);
                if (taken == null) {
                    parkedTakes.add(id);
                } else {
                    received(id, taken);
                }
                break;
            case 8:
                for (Element element : QueueAnswer.Drained.of(
                                queue.apply(id, QueueCommand.takeMany(random.nextInt(5), 20), effects))
                        .elements()) {
                    hand(id, number(element.body()));
                }
                break;
            case 9, 10:
                any(inHand.keySet(), hand -> {
                    queue.accept(hand, effects);
                    gone.addAll(inHand.remove(hand));
                });
                break;
            case 11:
                any(inHand.keySet(), hand -> {
                    queued.addAll(inHand.remove(hand));
                    queue.decline(hand, effects);
                });
                break;
            case 12:
                Set<CommandId> parked = new LinkedHashSet<>(parkedTakes);
                parked.addAll(parkedPuts.keySet());
                any(parked, target -> queue.cancel(target, effects));
                break;
            default:
                rarely(id);
        }
        settle();
    }

    private boolean otherEnd() {
        return deque && random.nextBoolean();
    }

    private byte[] offer(byte[] body) {
        return otherEnd() ? QueueCommand.offerFirst(body) : QueueCommand.offer(body);
    }

    private byte[] put(byte[] body) {
        return otherEnd() ? QueueCommand.putFirst(body) : QueueCommand.put(body);
    }

    private void rarely(CommandId id) {
        switch (random.nextInt(8)) {
            case 0:
                long session = random.nextInt(4);
                boolean doubt = random.nextBoolean();
                Predicate<CommandId> inDoubt = command -> doubt && command.slot() % 2 == 0;
                parkedTakes.removeIf(parked -> parked.session() == session);
                parkedPuts.keySet().removeIf(parked -> parked.session() == session);
                inHand.entrySet()
                        .removeIf(hand -> hand.getKey().session() == session
                                && !inDoubt.test(hand.getKey())
                                && queued.addAll(hand.getValue()));
                queue.sessionsEnded(List.of(new EndedSession(session, random.nextBoolean())), inDoubt, effects);
                break;
            case 1:
                queue.apply(id, QueueCommand.clear(), effects);
                gone.addAll(queued);
                queued.clear();
                break;
            case 2:
                List<Element> page = page();
                if (!page.isEmpty()) {
                    Element element = page.get(random.nextInt(page.size()));
                    assertThat(QueueAnswer.removed(queue.apply(id, QueueCommand.remove(element.id()), effects)))
                            .containsExactly(true);
                    queued.remove(number(element.body()));
                    gone.add(number(element.body()));
                }
                break;
            default:
                List<byte[]> bodies = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    bodies.add(body(nextElement++));
                }
                int first = nextElement - bodies.size();
                int count = QueueAnswer.count(queue.apply(id, QueueCommand.offerAll(bodies), effects));
                for (int i = 0; i < count; i++) {
                    queued.add(first + i);
                }
        }
    }

    /** Follows in the model what happened to parked commands. */
    private void settle() {
        for (CommandId cancelled : effects.cancellations()) {
            assertThat(parkedTakes.remove(cancelled) | parkedPuts.remove(cancelled) != null)
                    .isTrue();
        }
        for (RecordedEffects.Completion completion : effects.completions()) {
            Integer put = parkedPuts.remove(completion.id());
            if (put != null) {
                assertThat(QueueAnswer.added(completion.answer())).isTrue();
                queued.add(put);
            }
        }
        for (RecordedEffects.Completion completion : effects.completions()) {
            if (parkedTakes.remove(completion.id())) {
                received(completion.id(), completion.answer());
            }
        }
    }

    private void received(CommandId id, byte[] answer) {
        byte[] body = QueueAnswer.element(answer);
        if (body != null) {
            hand(id, number(body));
        }
    }

    private void hand(CommandId id, int element) {
        assertThat(queued.remove(element)).isTrue();
        inHand.computeIfAbsent(id, hand -> new TreeSet<>()).add(element);
    }

    private void checkInvariants() {
        List<Element> page = page();
        assertThat(page.stream().map(element -> number(element.body())).toList())
                .containsExactlyInAnyOrderElementsOf(queued);
        assertThat(page).extracting(Element::id).isSorted();
        if (!parkedTakes.isEmpty()) {
            assertThat(queued).isEmpty();
        }
        if (!parkedPuts.isEmpty()) {
            assertThat(queued.size()).isGreaterThanOrEqualTo(capacity);
        }
        boolean nothing = queued.isEmpty() && inHand.isEmpty() && parkedTakes.isEmpty() && parkedPuts.isEmpty();
        assertThat(queue.initial()).isEqualTo(nothing);
    }

    private List<Element> page() {
        return QueueAnswer.Page.of(queue.query(QueueQuery.page(QueueQuery.START, Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .elements();
    }

    private <T> void any(Set<T> choices, java.util.function.Consumer<T> action) {
        if (!choices.isEmpty()) {
            action.accept(List.copyOf(choices).get(random.nextInt(choices.size())));
        }
    }

    private static byte[] body(int number) {
        return new byte[] {0, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    private static int number(byte[] body) {
        return (body[1] & 0xFF) << 16 | (body[2] & 0xFF) << 8 | body[3] & 0xFF;
    }
}
