package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.StateMachine;
import io.dipc.objects.Twins;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls from a seed on two replicas of a queue, one of them restored from a snapshot now and then. A model keeps
 * where each element must be: in the queue, in hand, or gone. The number of an element is its content.
 */
public abstract class HandOverQueueRandomTest {
    protected static final int SESSIONS = 4;
    private static final int STEPS = 4_000;

    protected Random random;
    protected Twins queue;
    protected RecordedEffects effects;
    protected final Set<Integer> queued = new TreeSet<>();
    protected final Map<CommandId, Set<Integer>> inHand = new LinkedHashMap<>();
    protected final Set<Integer> gone = new HashSet<>();
    protected final Set<CommandId> parkedTakes = new LinkedHashSet<>();
    /** Ids of elements by their numbers, of all that were ever seen in a page. */
    private final Map<Integer, Long> ids = new LinkedHashMap<>();

    private int lastSlot;

    protected abstract StateMachine newQueue();

    /** Lets elements come in. */
    protected abstract void come();

    /** A command that is not a take was answered. */
    protected abstract void completed(CommandId id, byte[] answer);

    protected abstract void cancelled(CommandId id);

    /** A command, perhaps not a take, is about to be cancelled. */
    protected void cancelling(CommandId id) {}

    /** Commands that are parked, without takes. */
    protected abstract Set<CommandId> parkedOthers();

    /** Forgets the parked commands of a session, whose elements do not come in any more. */
    protected abstract void sessionEnds(long session);

    /** An element was accepted, or removed. */
    protected void isGone(int element) {
        gone.add(element);
    }

    /** Whether an element that is declined is in the queue again. */
    protected boolean returns(int element) {
        return true;
    }

    /** What a take must give: fails if the first of these elements is not what is due. */
    protected abstract void checkTaken(List<Integer> taken);

    /** Whether a take would find something. */
    protected abstract boolean takeable();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void replicasStayEqualAndElementsAreConserved(long seed) {
        random = new Random(seed);
        queue = new Twins(this::newQueue);
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

    protected final CommandId nextId() {
        return new CommandId(random.nextInt(SESSIONS), lastSlot++, 1);
    }

    protected static byte[] body(int number) {
        return new byte[] {1, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    }

    protected static int number(byte[] body) {
        return (body[1] & 0xFF) << 16 | (body[2] & 0xFF) << 8 | body[3] & 0xFF;
    }

    protected final List<Element> page() {
        return QueueAnswer.Page.of(queue.query(QueueQuery.page(QueueQuery.START, Integer.MAX_VALUE, Integer.MAX_VALUE)))
                .elements();
    }

    /** Follows in the model what happened to parked commands. */
    protected final void settle() {
        for (CommandId cancelled : effects.cancellations()) {
            if (!parkedTakes.remove(cancelled)) {
                cancelled(cancelled);
            }
        }
        List<RecordedEffects.Completion> completions = List.copyOf(effects.completions());
        for (RecordedEffects.Completion completion : completions) {
            if (!parkedTakes.contains(completion.id())) {
                completed(completion.id(), completion.answer());
            }
        }
        for (RecordedEffects.Completion completion : completions) {
            if (parkedTakes.remove(completion.id())) {
                received(completion.id(), completion.answer());
            }
        }
    }

    private void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3:
                come();
                break;
            case 4:
                CommandId poll = nextId();
                boolean some = takeable();
                byte[] polled = queue.apply(poll, QueueCommand.poll(), effects);
                assertThat(QueueAnswer.element(polled) != null).isEqualTo(some);
                received(poll, polled);
                break;
            case 5, 6:
                CommandId take = nextId();
                byte[] taken = queue.apply(take, QueueCommand.take(), effects);
                if (taken == null) {
                    parkedTakes.add(take);
                } else {
                    received(take, taken);
                }
                break;
            case 7:
                CommandId many = nextId();
                QueueAnswer.Drained drained = QueueAnswer.Drained.of(
                        queue.apply(many, QueueCommand.takeMany(random.nextInt(5), 14), effects));
                List<Integer> numbers = drained.elements().stream()
                        .map(element -> number(element.body()))
                        .toList();
                checkTaken(numbers);
                numbers.forEach(number -> hand(many, number));
                break;
            case 8, 9:
                any(inHand.keySet(), hand -> {
                    Set<Integer> accepted = inHand.remove(hand);
                    queue.accept(hand, effects);
                    settle();
                    accepted.forEach(this::isGone);
                });
                return;
            case 10:
                any(inHand.keySet(), hand -> {
                    inHand.remove(hand).forEach(this::comesBack);
                    queue.decline(hand, effects);
                });
                break;
            default:
                rarely();
        }
        settle();
    }

    private void rarely() {
        switch (random.nextInt(5)) {
            case 0:
                long session = random.nextInt(SESSIONS);
                parkedTakes.removeIf(parked -> parked.session() == session);
                Set<Integer> back = new TreeSet<>();
                boolean doubt = random.nextBoolean();
                Predicate<CommandId> inDoubt = command -> doubt && command.slot() % 2 == 0;
                inHand.entrySet()
                        .removeIf(hand -> hand.getKey().session() == session
                                && !inDoubt.test(hand.getKey())
                                && back.addAll(hand.getValue()));
                back.forEach(this::comesBack);
                sessionEnds(session);
                queue.sessionsEnded(List.of(new EndedSession(session, random.nextBoolean())), inDoubt, effects);
                break;
            case 1:
                if (random.nextInt(5) == 0) {
                    Set<Integer> all = new TreeSet<>(queued);
                    queue.apply(nextId(), QueueCommand.clear(), effects);
                    queued.clear();
                    settle();
                    effects = new RecordedEffects();
                    all.forEach(this::isGone);
                }
                break;
            case 2:
                List<Element> page = page();
                if (!page.isEmpty()) {
                    Element element = page.get(random.nextInt(page.size()));
                    assertThat(QueueAnswer.removed(queue.apply(nextId(), QueueCommand.remove(element.id()), effects)))
                            .containsExactly(true);
                    queued.remove(number(element.body()));
                    settle();
                    effects = new RecordedEffects();
                    isGone(number(element.body()));
                }
                break;
            case 3:
                any(inHand.keySet(), hand -> {
                    int element = inHand.get(hand).iterator().next();
                    Long id = ids.get(element);
                    if (id == null) {
                        return;
                    }
                    CommandId same = new CommandId(hand.session(), nextId().slot(), 1);
                    inHand.get(hand).remove(element);
                    if (inHand.get(hand).isEmpty()) {
                        inHand.remove(hand);
                    }
                    comesBack(element);
                    assertThat(QueueAnswer.count(
                                    queue.apply(same, QueueCommand.declinePart(hand.session(), id), effects)))
                            .isEqualTo(1);
                });
                break;
            default:
                Set<CommandId> parked = new LinkedHashSet<>(parkedTakes);
                parked.addAll(parkedOthers());
                any(parked, target -> {
                    cancelling(target);
                    queue.cancel(target, effects);
                });
        }
    }

    private void comesBack(int element) {
        if (returns(element)) {
            queued.add(element);
        }
    }

    private void received(CommandId id, byte[] answer) {
        byte[] body = QueueAnswer.element(answer);
        if (body != null) {
            checkTaken(List.of(number(body)));
            hand(id, number(body));
        }
    }

    private void hand(CommandId id, int element) {
        assertThat(queued.remove(element)).isTrue();
        inHand.computeIfAbsent(id, hand -> new TreeSet<>()).add(element);
    }

    private void checkInvariants() {
        List<Element> page = page();
        page.forEach(element -> ids.put(number(element.body()), element.id()));
        assertThat(page.stream().map(element -> number(element.body())).toList())
                .containsExactlyInAnyOrderElementsOf(queued);
        assertThat(page).extracting(Element::id).isSorted();
        assertThat(QueueAnswer.count(queue.query(QueueQuery.size()))).isEqualTo(queued.size());
        if (!parkedTakes.isEmpty()) {
            assertThat(takeable()).isFalse();
        }
        boolean nothing = queued.isEmpty()
                && inHand.isEmpty()
                && parkedTakes.isEmpty()
                && parkedOthers().isEmpty();
        if (!nothing) {
            assertThat(queue.initial()).isFalse();
        }
    }

    protected final <T> void any(Set<T> choices, Consumer<T> action) {
        if (!choices.isEmpty()) {
            action.accept(List.copyOf(choices).get(random.nextInt(choices.size())));
        }
    }
}
