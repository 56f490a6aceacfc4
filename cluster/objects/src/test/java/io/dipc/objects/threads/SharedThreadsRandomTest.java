package io.dipc.objects.threads;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.Twins;
import io.dipc.objects.executor.Semantics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls from a seed on two replicas, by sessions that end at random. What each semantics promises is counted, and in
 * the end nobody waits for what will not come.
 */
class SharedThreadsRandomTest {
    private static final int STEPS = 3_000;
    private static final byte[] SOME = {1};

    private final Map<CommandId, Consumer<byte[]>> parked = new LinkedHashMap<>();
    /** Orders given and not accepted, and what runs, by session. */
    private final Map<CommandId, List<ThreadOrder>> given = new LinkedHashMap<>();

    private final Map<Long, Set<ThreadOrder>> running = new LinkedHashMap<>();
    private final Map<Long, Set<Long>> probesToAnswer = new LinkedHashMap<>();
    private final Map<CommandId, Long> told = new LinkedHashMap<>();
    private final Set<Long> attending = new LinkedHashSet<>();
    private final Map<Long, Long> owners = new LinkedHashMap<>();
    private final Map<Long, Semantics> semantics = new HashMap<>();
    private final Map<Long, Integer> begun = new HashMap<>();
    private final Set<Long> knownEnds = new HashSet<>();
    private Random random;
    private Twins threads;
    private RecordedEffects effects;
    private long firstSession = 1;
    private int lastSlot;

    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 74, 75, 76, 77, 78})
    void replicasStayEqualAndSemanticsHold(long seed) {
        random = new Random(seed);
        threads = new Twins(SharedThreads::new);
        for (int step = 0; step < STEPS; step++) {
            perform(this::step);
            if (random.nextInt(50) == 0) {
                threads.replaceSecond();
            }
            if (random.nextInt(20) == 0) {
                threads.assertSameSnapshots();
            }
        }
        finish();
    }

    private void perform(Runnable call) {
        effects = new RecordedEffects();
        call.run();
        effects.cancellations().forEach(id -> assertThat(parked.remove(id)).isNotNull());
        // a completion may have been for a session that has ended in the same call
        effects.completions().forEach(one -> parked.remove(one.id()).accept(one.answer()));
    }

    private CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    private void apply(long session, byte[] command, BiConsumer<CommandId, byte[]> then) {
        CommandId id = id(session);
        byte[] answer = threads.apply(id, command, effects);
        if (answer == null) {
            parked.put(id, late -> then.accept(id, late));
        } else {
            then.accept(id, answer);
        }
    }

    private void apply(long session, byte[] command) {
        apply(session, command, (id, answer) -> {});
    }

    private void step() {
        long session = firstSession + random.nextInt(4);
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                attending.add(session);
                attend(session);
            }
            case 4, 5, 6 -> start(session);
            case 7, 8, 9 -> any(given.keySet(), this::accept);
            case 10 ->
                any(given.keySet(), id -> {
                    given.remove(id);
                    threads.decline(id, effects);
                });
            case 11, 12, 13 -> any(running.getOrDefault(session, Set.of()), order -> ended(session, order));
            case 14 -> {
                if (random.nextBoolean()) {
                    apply(session, ThreadCommand.awaitAttendance(random.nextInt(5)));
                }
                any(owners.keySet(), thread -> apply(session, ThreadCommand.interrupt(thread)));
            }
            case 15 -> any(owners.keySet(), thread -> apply(session, ThreadCommand.probe(thread)));
            case 16 -> any(owners.keySet(), this::awaitEnd);
            case 17 ->
                any(told.keySet(), id -> {
                    long thread = told.remove(id);
                    if (random.nextBoolean()) {
                        threads.accept(id, effects);
                        owners.remove(thread);
                    } else {
                        threads.decline(id, effects);
                    }
                });
            case 18 -> any(parked.keySet(), id -> threads.cancel(id, effects));
            default -> {
                if (random.nextInt(4) == 0) {
                    end(session);
                } else {
                    any(probesToAnswer.getOrDefault(session, Set.of()), probe -> answer(session, probe));
                }
            }
        }
    }

    private void attend(long session) {
        apply(session, ThreadCommand.attend("m" + session), (id, answer) -> {
            if (answer.length > 0) {
                given.put(id, ThreadOrder.listOf(answer));
            }
        });
    }

    private void start(long session) {
        Semantics how = Semantics.values()[random.nextInt(4)];
        apply(session, ThreadCommand.start(how, "t", SOME), (id, answer) -> {
            long thread = ThreadAnswer.started(answer).thread();
            assertThat(owners).doesNotContainKey(thread);
            owners.put(thread, session);
            semantics.put(thread, how);
        });
    }

    private void accept(CommandId id) {
        for (ThreadOrder order : given.remove(id)) {
            switch (order.kind()) {
                case START -> {
                    running.computeIfAbsent(id.session(), s -> new LinkedHashSet<>())
                            .add(order);
                    int times = begun.merge(order.thread(), 1, Integer::sum);
                    Semantics how = semantics.get(order.thread());
                    assertThat(how == Semantics.AT_LEAST_ONCE || how == Semantics.EXACTLY_ONCE || times == 1)
                            .as("%s of thread %s", how, order.thread())
                            .isTrue();
                }
                case PROBE ->
                    probesToAnswer
                            .computeIfAbsent(id.session(), s -> new LinkedHashSet<>())
                            .add(order.number());
                default -> assertThat(order.body()).isEmpty();
            }
        }
        threads.accept(id, effects);
    }

    private void ended(long session, ThreadOrder order) {
        running.get(session).remove(order);
        apply(session, ThreadCommand.ended(order.thread(), (int) order.number(), SOME));
    }

    private void answer(long session, long probe) {
        probesToAnswer.get(session).remove(probe);
        apply(session, ThreadCommand.probed(probe, SOME));
    }

    private void awaitEnd(long thread) {
        long owner = owners.get(thread);
        apply(owner, ThreadCommand.awaitEnd(thread), (id, answer) -> {
            ThreadEnd end = ThreadEnd.of(answer);
            assertThat(end).as("end of thread %s", thread).isNotNull();
            if (end.died() != null) {
                assertThat(semantics.get(thread)).isEqualTo(Semantics.AT_MOST_ONCE);
            }
            knownEnds.add(thread);
            told.put(id, thread);
        });
    }

    private void end(long session) {
        attending.remove(session);
        parked.keySet().removeIf(id -> id.session() == session);
        given.keySet().removeIf(id -> id.session() == session);
        told.keySet().removeIf(id -> id.session() == session);
        owners.values().removeIf(owner -> owner == session);
        running.remove(session);
        probesToAnswer.remove(session);
        threads.sessionsEnded(List.of(new EndedSession(session, random.nextBoolean())), effects);
        if (session == firstSession) {
            firstSession++;
        }
    }

    /** At least three sessions run what there is, and everybody waits for everything. */
    private void finish() {
        for (long session = firstSession; session < firstSession + 3; session++) {
            attending.add(session);
        }
        for (long session : attending) {
            perform(() -> attend(session));
        }
        for (long thread : List.copyOf(owners.keySet())) {
            if (told.values().stream().noneMatch(one -> one == thread)) {
                perform(() -> awaitEnd(thread));
            }
        }
        boolean busy = true;
        while (busy) {
            busy = false;
            for (CommandId id : List.copyOf(given.keySet())) {
                busy = true;
                perform(() -> accept(id));
                perform(() -> attend(id.session()));
            }
            for (long session : List.copyOf(running.keySet())) {
                for (ThreadOrder order : List.copyOf(running.get(session))) {
                    busy = true;
                    perform(() -> ended(session, order));
                }
            }
            for (long session : List.copyOf(probesToAnswer.keySet())) {
                for (long probe : List.copyOf(probesToAnswer.get(session))) {
                    busy = true;
                    perform(() -> answer(session, probe));
                }
            }
        }
        assertThat(told.values()).containsAll(owners.keySet());
        for (CommandId id : List.copyOf(told.keySet())) {
            told.remove(id);
            perform(() -> threads.accept(id, effects));
        }
        for (CommandId id : List.copyOf(parked.keySet())) {
            perform(() -> threads.cancel(id, effects));
        }
        threads.assertSameSnapshots();
        assertThat(threads.initial()).isTrue();
    }

    private <K> void any(Collection<K> choices, Consumer<K> action) {
        if (!choices.isEmpty()) {
            action.accept(new ArrayList<>(choices).get(random.nextInt(choices.size())));
        }
    }
}
