package io.dipc.objects.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.Twins;
import io.dipc.objects.executor.ExecutorAnswer.Assignment;
import io.dipc.objects.executor.Outcome.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random calls from a seed on two replicas, by sessions that end at random. What each semantics promises is counted, and in
 * the end nobody waits for what will not come.
 */
class SharedExecutorRandomTest {
    private static final int STEPS = 3_000;
    private static final int CAPACITY = 6;

    /** Parked commands, with what to do with their answers. */
    private final Map<CommandId, Consumer<byte[]>> parked = new LinkedHashMap<>();
    /** Assignments not yet accepted. */
    private final Map<CommandId, Assignment> given = new LinkedHashMap<>();
    /** Told outcomes not yet accepted. */
    private final Map<CommandId, Set<Long>> told = new LinkedHashMap<>();
    /** Told interrupts not yet accepted. */
    private final Set<CommandId> interrupts = new LinkedHashSet<>();
    /** What runs in live sessions. */
    private final Map<Assignment, Long> running = new LinkedHashMap<>();
    /** What ran in sessions that have ended, and may still tell of it as other sessions. */
    private final List<Assignment> zombies = new ArrayList<>();

    private final Map<Long, Semantics> semantics = new HashMap<>();
    private final Map<Long, Long> owners = new HashMap<>();
    private final Map<Long, Integer> begun = new HashMap<>();
    private final Map<Long, Kind> outcomes = new HashMap<>();
    private final Set<Long> counted = new HashSet<>();
    private Random random;
    private Twins executor;
    private RecordedEffects effects;
    private int generation;
    private long firstSession = 1;
    private int lastSlot;

    @ParameterizedTest
    @ValueSource(longs = {41, 42, 43, 44, 45, 46, 47, 48, 49, 50})
    void replicasStayEqualAndSemanticsHold(long seed) {
        random = new Random(seed);
        executor = new Twins(() -> new SharedExecutor(new ExecutorParameters(2, CAPACITY)));
        for (int step = 0; step < STEPS; step++) {
            perform(this::step);
            if (random.nextInt(50) == 0) {
                executor.replaceSecond();
            }
            if (random.nextInt(20) == 0) {
                executor.assertSameSnapshots();
            }
        }
        finish();
    }

    private void perform(Runnable call) {
        effects = new RecordedEffects();
        call.run();
        effects.cancellations().forEach(id -> assertThat(parked.remove(id)).isNotNull());
        effects.completions().forEach(one -> parked.remove(one.id()).accept(one.answer()));
    }

    private CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    private byte[] apply(long session, byte[] command) {
        return executor.apply(id(session), command, effects);
    }

    private void applyParking(long session, byte[] command, java.util.function.BiConsumer<CommandId, byte[]> then) {
        CommandId id = id(session);
        byte[] answer = executor.apply(id, command, effects);
        if (answer == null) {
            parked.put(id, late -> then.accept(id, late));
        } else {
            then.accept(id, answer);
        }
    }

    private void step() {
        long session = firstSession + random.nextInt(4);
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4 -> submit(session);
            case 5, 6, 7 -> take(session, ExecutorCommand.take(random.nextBoolean() ? 0 : generation));
            case 8, 9, 10, 11 -> any(given.keySet(), this::accept);
            case 12, 13, 14, 15 -> any(running.keySet(), task -> complete(task, running.get(task)));
            case 16 ->
                any(given.keySet(), id -> {
                    given.remove(id);
                    executor.decline(id, effects);
                });
            case 17, 18 -> applyParking(session, ExecutorCommand.collect(session), this::collected);
            case 19 ->
                any(told.keySet(), id -> {
                    Set<Long> tasks = told.remove(id);
                    if (random.nextInt(4) > 0) {
                        executor.accept(id, effects);
                        owners.keySet().removeAll(tasks);
                    } else {
                        executor.decline(id, effects);
                    }
                });
            case 20 -> any(parked.keySet(), id -> executor.cancel(id, effects));
            case 21 -> any(owners.keySet(), task -> apply(session, ExecutorCommand.cancel(task, random.nextBoolean())));
            case 22 -> interrupts(session);
            default -> rarely(session);
        }
    }

    private void collected(CommandId id, byte[] answer) {
        Map<Long, Outcome> some = ExecutorAnswer.collected(answer);
        assertThat(some).isNotEmpty();
        some.forEach((task, outcome) -> {
            assertThat(owners.get(task)).as("told to the one who submitted it").isEqualTo(id.session());
            Kind before = outcomes.put(task, outcome.kind());
            assertThat(before == null || before == outcome.kind())
                    .as("one outcome of task " + task)
                    .isTrue();
        });
        told.put(id, some.keySet());
    }

    private void submit(long session) {
        generation = ExecutorAnswer.generation(apply(session, ExecutorCommand.open()));
        List<ExecutorCommand.Submission> tasks = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Semantics chosen = Semantics.values()[random.nextInt(4)];
            tasks.add(new ExecutorCommand.Submission(
                    generation, chosen, random.nextInt(4) > 0, new byte[random.nextInt(20)]));
        }
        List<Long> ids = ExecutorAnswer.submitted(apply(session, ExecutorCommand.submit(tasks)));
        assertThat(ids).hasSameSizeAs(tasks).doesNotContain(ExecutorAnswer.SHUT_DOWN);
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i) != ExecutorAnswer.FULL) {
                semantics.put(ids.get(i), tasks.get(i).semantics());
                if (tasks.get(i).keepsResult()) {
                    owners.put(ids.get(i), session);
                }
            }
        }
    }

    private void take(long session, byte[] command) {
        applyParking(session, command, (id, answer) -> {
            Assignment task = Assignment.of(answer);
            if (task != null) {
                given.put(id, task);
            }
        });
    }

    private void accept(CommandId id) {
        Assignment task = given.remove(id);
        executor.accept(id, effects);
        assertThat(running.keySet()).as("at one place at a time").noneMatch(other -> other.task() == task.task());
        running.put(task, id.session());
        int times = begun.merge(task.task(), 1, Integer::sum);
        Semantics of = semantics.get(task.task());
        if (of == Semantics.AT_MOST_ONCE || of == Semantics.MAYBE) {
            assertThat(times).as("runs of task " + task.task()).isEqualTo(1);
        }
    }

    private void complete(Assignment task, long session) {
        boolean wasRunning = running.remove(task) != null;
        if (wasRunning && random.nextBoolean()) {
            take(session, ExecutorCommand.completeAndTake(0, task.task(), task.attempt(), new byte[] {1}));
            return;
        }
        byte[] answer = apply(session, ExecutorCommand.complete(task.task(), task.attempt(), new byte[] {1}));
        if (ExecutorAnswer.counted(answer)) {
            assertThat(counted.add(task.task())).as("result accepted once").isTrue();
            assertThat(wasRunning || semantics.get(task.task()) == Semantics.AT_LEAST_ONCE)
                    .as("a run that was given up counts at least once only")
                    .isTrue();
        }
    }

    private void interrupts(long session) {
        if (random.nextBoolean()) {
            apply(session, ExecutorCommand.join("member " + session, 1));
            applyParking(session, ExecutorCommand.awaitInterrupts(), (id, answer) -> {
                assertThat(ExecutorAnswer.interrupted(answer)).isNotEmpty();
                interrupts.add(id);
            });
            return;
        }
        any(interrupts, id -> {
            interrupts.remove(id);
            if (random.nextBoolean()) {
                executor.accept(id, effects);
            } else {
                executor.decline(id, effects);
            }
        });
    }

    private void rarely(long session) {
        switch (random.nextInt(8)) {
            case 0 -> apply(session, ExecutorCommand.shutdown(generation));
            case 1 -> {
                byte[] answer = apply(session, ExecutorCommand.shutdownNow(generation));
                for (long drained : ExecutorAnswer.Drained.of(answer).ids()) {
                    owners.remove(drained, session);
                }
            }
            case 2 -> {
                int of = generation;
                applyParking(
                        session,
                        ExecutorCommand.awaitTermination(of),
                        (id, answer) -> assertThat(ExecutorStatus.of(executor.query(ExecutorQuery.status(of)))
                                        .terminated())
                                .isTrue());
            }
            case 3 -> apply(session, ExecutorCommand.join("member " + session, 1 + random.nextInt(2)));
            case 4 ->
                any(zombies, task -> {
                    zombies.remove(task);
                    complete(task, session);
                });
            case 5 ->
                any(owners.keySet(), task -> {
                    apply(session, ExecutorCommand.forget(task));
                    owners.remove(task);
                });
            default -> end(session);
        }
    }

    private void end(long session) {
        parked.keySet().removeIf(id -> id.session() == session);
        given.keySet().removeIf(id -> id.session() == session);
        told.keySet().removeIf(id -> id.session() == session);
        interrupts.removeIf(id -> id.session() == session);
        owners.values().removeIf(owner -> owner == session);
        running.entrySet().removeIf(entry -> {
            boolean over = entry.getValue() == session;
            if (over) {
                zombies.add(entry.getKey());
            }
            return over;
        });
        executor.sessionsEnded(List.of(new EndedSession(session, random.nextBoolean())), effects);
        if (session == firstSession) {
            firstSession++;
        }
    }

    /** One worker does all that is left; then every waiting owner has been told, and every generation terminates. */
    private void finish() {
        long worker = firstSession;
        parked.keySet().stream()
                .filter(id -> random.nextBoolean())
                .toList()
                .forEach(id -> perform(() -> executor.cancel(id, effects)));
        for (int i = 0; i < 10 * STEPS; i++) {
            if (!given.isEmpty()) {
                perform(() -> accept(given.keySet().iterator().next()));
            } else if (!running.isEmpty()) {
                Assignment task = running.keySet().iterator().next();
                long session = running.remove(task);
                perform(() -> apply(session, ExecutorCommand.complete(task.task(), task.attempt(), new byte[0])));
            } else if (TaskInfo.listOf(executor.query(ExecutorQuery.page(-1, Integer.MAX_VALUE))).stream()
                    .anyMatch(task -> task.state().equals("queued"))) {
                perform(() -> take(worker, ExecutorCommand.take(0)));
            } else {
                break;
            }
        }
        perform(() -> apply(worker, ExecutorCommand.shutdown(generation)));
        assertThat(ExecutorStatus.of(executor.query(ExecutorQuery.status(generation))))
                .extracting(ExecutorStatus::terminated, ExecutorStatus::queued, ExecutorStatus::active)
                .containsExactly(true, 0, 0);
        List.copyOf(told.keySet())
                .forEach(id -> perform(() -> {
                    told.remove(id);
                    executor.decline(id, effects);
                }));
        for (long session = worker; session < worker + 4; session++) {
            collectAll(session);
        }
        assertThat(owners).as("tasks of which nobody was told").isEmpty();
        // what may wait for ever: workers for the next generation, and those who wait for somebody to be interrupted
        for (CommandId id : List.copyOf(parked.keySet())) {
            perform(() -> executor.cancel(id, effects));
        }
        perform(() -> {
            for (long session = worker; session < worker + 4; session++) {
                end(session);
            }
        });
        assertThat(executor.initial()).isTrue();
        executor.assertSameSnapshots();
    }

    private void collectAll(long session) {
        parked.keySet().stream()
                .filter(id -> id.session() == session)
                .toList()
                .forEach(id -> perform(() -> executor.cancel(id, effects)));
        List.copyOf(told.keySet()).forEach(this::acceptTold);
        do {
            perform(() -> applyParking(session, ExecutorCommand.collect(session), this::collected));
            List.copyOf(told.keySet()).forEach(this::acceptTold);
        } while (parked.keySet().stream().noneMatch(id -> id.session() == session));
    }

    private void acceptTold(CommandId id) {
        owners.keySet().removeAll(told.remove(id));
        perform(() -> executor.accept(id, effects));
    }

    private <K> void any(java.util.Collection<K> choices, Consumer<K> action) {
        if (!choices.isEmpty()) {
            action.accept(new ArrayList<>(choices).get(random.nextInt(choices.size())));
        }
    }
}
