package io.dipc.objects.semaphore;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.Twins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls from a seed on two replicas. Releases are only made of permits that the session has (in hand or held),
 * so that available, in hand and held must always sum up to the first permits.
 */
class SharedSemaphoreRandomTest {
    private static final int STEPS = 4_000;

    private final Map<CommandId, Integer> waiting = new LinkedHashMap<>();
    private final Map<CommandId, Integer> inHand = new LinkedHashMap<>();
    private final Map<Long, Integer> held = new HashMap<>();
    private Random random;
    private Twins semaphore;
    private RecordedEffects effects;
    private int total;
    private boolean fair;
    private boolean released;
    private long firstSession;
    private int lastSlot;

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void replicasStayEqualAndPermitsAreConserved(long seed) {
        random = new Random(seed);
        total = 1 + random.nextInt(10);
        fair = random.nextBoolean();
        released = random.nextBoolean();
        int permits = total;
        semaphore = new Twins(() -> new SharedSemaphore(new SemaphoreParameters(permits, fair, released)));
        for (int step = 0; step < STEPS; step++) {
            effects = new RecordedEffects();
            step();
            effects.completions().forEach(one -> inHand.put(one.id(), waiting.remove(one.id())));
            effects.cancellations().forEach(waiting::remove);
            inHand.values().removeIf(count -> count == 0);
            checkInvariants();
            if (random.nextInt(50) == 0) {
                semaphore.replaceSecond();
            }
            if (random.nextInt(20) == 0) {
                semaphore.assertSameSnapshots();
            }
        }
    }

    private void step() {
        long session = firstSession + random.nextInt(3);
        CommandId id = new CommandId(session, lastSlot++, 1);
        int permits = random.nextInt(4);
        switch (random.nextInt(12)) {
            case 0, 1, 2:
                if (semaphore.apply(id, SemaphoreCommand.acquire(permits), effects) == null) {
                    waiting.put(id, permits);
                } else {
                    inHand.put(id, permits);
                }
                break;
            case 3:
                byte[] command =
                        random.nextBoolean() ? SemaphoreCommand.tryNow(permits) : SemaphoreCommand.tryInTurn(permits);
                if (SemaphoreAnswer.acquired(semaphore.apply(id, command, effects))) {
                    inHand.put(id, permits);
                }
                break;
            case 4, 5, 6:
                any(inHand, hand -> {
                    semaphore.accept(hand, effects);
                    held.merge(hand.session(), inHand.remove(hand), Integer::sum);
                });
                break;
            case 7:
                any(inHand, hand -> {
                    inHand.remove(hand);
                    semaphore.decline(hand, effects);
                });
                break;
            case 8, 9:
                any(held, holder -> {
                    int count = 1 + random.nextInt(Math.max(1, held.get(holder)));
                    if (count <= held.get(holder)) {
                        held.merge(holder, -count, Integer::sum);
                        semaphore.apply(new CommandId(holder, lastSlot++, 1), SemaphoreCommand.release(count), effects);
                    }
                });
                break;
            case 10:
                any(waiting, target -> semaphore.cancel(target, effects));
                break;
            default:
                rarely(id);
        }
    }

    private void rarely(CommandId id) {
        if (random.nextInt(3) > 0) {
            int drained = SemaphoreAnswer.number(semaphore.apply(id, SemaphoreCommand.drain(), effects));
            assertThat(drained).isNotNegative();
            inHand.put(id, drained);
            return;
        }
        boolean orderly = !released || random.nextBoolean();
        if (orderly) {
            // what it holds stays taken; give it back first, or the test would soon run dry
            int count = held.getOrDefault(id.session(), 0);
            held.remove(id.session());
            semaphore.apply(id, SemaphoreCommand.release(count), effects);
            effects.completions().forEach(one -> inHand.put(one.id(), waiting.remove(one.id())));
            effects.completions().clear();
        }
        waiting.keySet().removeIf(parked -> parked.session() == id.session());
        inHand.keySet().removeIf(hand -> hand.session() == id.session());
        held.remove(id.session());
        semaphore.sessionsEnded(List.of(new EndedSession(id.session(), orderly)), effects);
        if (id.session() == firstSession) {
            firstSession++;
        }
    }

    private void checkInvariants() {
        int available = SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.available()));
        int out = inHand.values().stream().mapToInt(Integer::intValue).sum()
                + held.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(available + out).isEqualTo(total);
        assertThat(available).isNotNegative();
        waiting.values().stream()
                .findFirst()
                .ifPresent(first -> assertThat(first).isGreaterThan(available));
        assertThat(SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.queueLength())))
                .isEqualTo(waiting.size());
    }

    private <K> void any(Map<K, ?> choices, java.util.function.Consumer<K> action) {
        if (!choices.isEmpty()) {
            action.accept(new ArrayList<>(choices.keySet()).get(random.nextInt(choices.size())));
        }
    }
}
