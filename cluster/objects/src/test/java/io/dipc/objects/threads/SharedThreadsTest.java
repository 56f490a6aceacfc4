package io.dipc.objects.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.executor.Semantics;
import io.dipc.objects.threads.ThreadAnswer.Started;
import io.dipc.objects.threads.ThreadOrder.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedThreadsTest {
    private static final long MAIN = 1;
    private static final long HELPER = 2;
    private static final long OTHER = 3;
    private static final byte[] BODY = {5, 6};
    private static final byte[] RESULT = {7};

    private final SharedThreads threads = new SharedThreads();
    private final RecordedEffects effects = new RecordedEffects();
    private int lastSlot;

    @Test
    void threadsArePlacedInTurn() {
        attendAll();
        assertThat(List.of(member(start()), member(start()), member(start()), member(start())))
                .containsExactly("m1", "m2", "m3", "m1");
    }

    @Test
    void theNextOneGoesWhereTheFewestRun() {
        attendAll();
        start();
        Started second = start();
        start();
        begin(HELPER);
        ended(HELPER, second.thread());
        assertThat(member(start())).isEqualTo("m2");
    }

    @Test
    void enoughMembersCanBeAwaited() {
        attend(MAIN);
        assertThat(threads.apply(id(MAIN), ThreadCommand.awaitAttendance(1), effects))
                .isEmpty();
        CommandId waiting = id(MAIN);
        assertThat(threads.apply(waiting, ThreadCommand.awaitAttendance(2), effects))
                .isNull();
        assertThat(threads.info().waiting()).extracting("operation").containsExactly("await 2 members");
        attend(HELPER);
        assertThat(effects.takeCompleted()).contains(waiting);
    }

    @Test
    void awaitingMembersCanBeGivenUp() {
        CommandId waiting = id(MAIN);
        threads.apply(waiting, ThreadCommand.awaitAttendance(1), effects);
        threads.cancel(waiting, effects);
        assertThat(effects.cancellations()).containsExactly(waiting);
        attend(MAIN);
        assertThat(effects.completions()).isEmpty();
    }

    @Test
    void whoStartedItIsToldItsEnd() {
        attend(MAIN);
        Started started = start();
        ThreadOrder order = begin(MAIN).get(0);
        assertThat(order.kind()).isEqualTo(Kind.START);
        assertThat(order.body()).isEqualTo(BODY);
        CommandId awaiting = awaitEnd(started);
        ended(MAIN, started.thread());
        ThreadEnd end = ThreadEnd.of(completed(awaiting));
        assertThat(end.died()).isNull();
        assertThat(end.result()).isEqualTo(RESULT);
        // until it is accepted it can be asked for again
        CommandId again = id(MAIN);
        assertThat(ThreadEnd.of(threads.apply(again, ThreadCommand.awaitEnd(started.thread()), effects))
                        .result())
                .isEqualTo(RESULT);
        threads.accept(awaiting, effects);
        threads.accept(again, effects);
        assertThat(ThreadEnd.of(threads.apply(id(MAIN), ThreadCommand.awaitEnd(started.thread()), effects)))
                .isNull();
        assertThat(threads.initial()).isTrue();
    }

    @Test
    void ordersKeepTheirOrderAndProbesComeBehindInterrupts() {
        attend(MAIN);
        Started started = start();
        threads.apply(id(MAIN), ThreadCommand.interrupt(started.thread()), effects);
        CommandId probe = id(MAIN);
        assertThat(threads.apply(probe, ThreadCommand.probe(started.thread()), effects))
                .isNull();
        List<ThreadOrder> orders = begin(MAIN);
        orders.addAll(begin(MAIN));
        assertThat(orders).extracting(ThreadOrder::kind).containsExactly(Kind.START, Kind.INTERRUPT, Kind.PROBE);
        threads.apply(id(MAIN), ThreadCommand.probed(orders.get(2).number(), new byte[] {9}), effects);
        assertThat(completed(probe)).isEqualTo(new byte[] {9});
    }

    @Test
    void aProbeOfAThreadThatEndsIsAnswered() {
        attend(MAIN);
        Started started = start();
        begin(MAIN);
        CommandId probe = id(MAIN);
        threads.apply(probe, ThreadCommand.probe(started.thread()), effects);
        ended(MAIN, started.thread());
        assertThat(completed(probe)).isEmpty();
        assertThat(threads.apply(id(MAIN), ThreadCommand.probe(started.thread()), effects))
                .isEmpty();
    }

    @Test
    void whatHasBegunIsLostWithItsMember() {
        attend(HELPER);
        Started started = start();
        begin(HELPER);
        CommandId awaiting = awaitEnd(started);
        end(HELPER);
        assertThat(ThreadEnd.of(completed(awaiting)).died()).isEqualTo("m2");
    }

    @Test
    void whatHasNotBegunRunsElsewhere() {
        attend(HELPER);
        Started started = start();
        attend(MAIN);
        CommandId awaiting = awaitEnd(started);
        end(HELPER);
        assertThat(begin(MAIN)).extracting(ThreadOrder::thread).containsExactly(started.thread());
        threads.apply(id(MAIN), ThreadCommand.ended(started.thread(), 2, RESULT), effects);
        assertThat(ThreadEnd.of(completed(awaiting)).result()).isEqualTo(RESULT);
    }

    @Test
    void whatMayHaveBegunWhereSomebodyIsCutOffDoesNotRunElsewhere() {
        attend(HELPER);
        Started started = start();
        Started repeatable = start(Semantics.AT_LEAST_ONCE);
        attend(MAIN);
        CommandId awaiting = awaitEnd(started);
        threads.sessionsEnded(List.of(new EndedSession(HELPER, false, false, false)), id -> true, effects);
        assertThat(ThreadEnd.of(completed(awaiting)).died()).isEqualTo("m2");
        assertThat(begin(MAIN)).extracting(ThreadOrder::thread).containsExactly(repeatable.thread());
    }

    @Test
    void whatMayRunAgainDoesSoAndTheLaterRunCounts() {
        attend(HELPER);
        Started started = start(Semantics.EXACTLY_ONCE);
        begin(HELPER);
        end(HELPER);
        CommandId awaiting = awaitEnd(started);
        // nobody is there who could run it
        threads.apply(id(MAIN), ThreadCommand.interrupt(started.thread()), effects);
        attend(OTHER);
        List<ThreadOrder> orders = begin(OTHER);
        orders.addAll(begin(OTHER));
        assertThat(orders).extracting(ThreadOrder::kind).containsExactly(Kind.START, Kind.INTERRUPT);
        assertThat(orders.get(0).number()).isEqualTo(2);
        threads.apply(id(OTHER), ThreadCommand.ended(started.thread(), 1, RESULT), effects);
        assertThat(effects.completions()).isEmpty();
        threads.apply(id(OTHER), ThreadCommand.ended(started.thread(), 2, RESULT), effects);
        assertThat(ThreadEnd.of(completed(awaiting)).died()).isNull();
    }

    @Test
    void aLostThreadThatNobodyIsToldOfEndsSilently() {
        attend(HELPER);
        Started started = start(Semantics.MAYBE);
        CommandId awaiting = awaitEnd(started);
        end(HELPER);
        assertThat(ThreadEnd.of(completed(awaiting)).died()).isNull();
    }

    @Test
    void threadsOfAMemberThatHasEndedAreInterrupted() {
        attend(HELPER);
        Started begun = start();
        begin(HELPER);
        attend(HELPER);
        end(MAIN);
        List<ThreadOrder> orders = begin(HELPER);
        assertThat(orders)
                .extracting(ThreadOrder::kind, ThreadOrder::thread)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.INTERRUPT, begun.thread()));
        ended(HELPER, begun.thread());
        assertThat(threads.initial()).isTrue();
    }

    @Test
    void whatIsNoCommandIsRefused() {
        for (byte[] bytes : List.of(new byte[0], new byte[] {99}, Arrays.copyOf(ThreadCommand.probe(1), 1))) {
            assertThatThrownBy(() -> threads.apply(id(MAIN), bytes, effects))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> threads.query(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(threads.initial()).isTrue();
    }

    private CommandId id(long session) {
        return new CommandId(session, ++lastSlot, 1);
    }

    private void attendAll() {
        attend(MAIN);
        attend(HELPER);
        attend(OTHER);
    }

    private void attend(long session) {
        threads.apply(id(session), ThreadCommand.attend("m" + session), effects);
    }

    /** The orders that a session gets now, which it accepts. */
    private List<ThreadOrder> begin(long session) {
        for (RecordedEffects.Completion one : List.copyOf(effects.completions())) {
            if (one.id().session() == session && one.answer().length > 0) {
                effects.completions().remove(one);
                threads.accept(one.id(), effects);
                return new ArrayList<>(ThreadOrder.listOf(one.answer()));
            }
        }
        CommandId id = id(session);
        byte[] answer = threads.apply(id, ThreadCommand.attend("m" + session), effects);
        assertThat(answer).as("orders").isNotNull();
        threads.accept(id, effects);
        return new ArrayList<>(ThreadOrder.listOf(answer));
    }

    private Started start() {
        return start(Semantics.AT_MOST_ONCE);
    }

    private Started start(Semantics semantics) {
        return ThreadAnswer.started(threads.apply(id(MAIN), ThreadCommand.start(semantics, "t", BODY), effects));
    }

    private static String member(Started started) {
        return started.member();
    }

    private CommandId awaitEnd(Started started) {
        CommandId id = id(MAIN);
        assertThat(threads.apply(id, ThreadCommand.awaitEnd(started.thread()), effects))
                .isNull();
        return id;
    }

    private void ended(long session, long thread) {
        threads.apply(id(session), ThreadCommand.ended(thread, 1, RESULT), effects);
    }

    private void end(long session) {
        effects.completions().removeIf(one -> one.id().session() == session);
        threads.sessionsEnded(List.of(new EndedSession(session, false)), effects);
    }

    private byte[] completed(CommandId id) {
        RecordedEffects.Completion completion = effects.completions().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        effects.completions().remove(completion);
        return completion.answer();
    }
}
