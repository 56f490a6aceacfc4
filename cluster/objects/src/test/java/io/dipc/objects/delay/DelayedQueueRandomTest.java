package io.dipc.objects.delay;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.StateMachine;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.queue.HandOverQueueRandomTest;
import io.dipc.objects.queue.QueueAnswer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Elements are taken in the order of their moments, never before. */
class DelayedQueueRandomTest extends HandOverQueueRandomTest {
    private final Map<Integer, Long> due = new HashMap<>();
    private long now = 1_000;
    private boolean told;
    private int lastElement;

    @Override
    protected StateMachine newQueue() {
        return new DelayedQueue();
    }

    @Override
    protected void come() {
        if (!told || random.nextInt(3) == 0) {
            // a clock may go back a little when another member becomes the home
            long clock = now + random.nextInt(200) - 20;
            now = told ? Math.max(now, clock) : clock;
            told = true;
            queue.time(clock, effects);
            if (parkedTakes.isEmpty()) {
                assertThat(queue.wakeAt()).isEqualTo(TimedStateMachine.NEVER);
            }
        } else {
            int element = ++lastElement;
            long nanos = random.nextInt(300) - 50;
            due.put(element, now + nanos);
            queued.add(element);
            assertThat(QueueAnswer.added(queue.apply(
                            nextId(), DelayCommand.offer(new DelayCommand.Delayed(nanos, body(element))), effects)))
                    .isTrue();
        }
    }

    @Override
    protected void completed(CommandId id, byte[] answer) {
        throw new AssertionError("only takes wait: " + id);
    }

    @Override
    protected void cancelled(CommandId id) {
        throw new AssertionError("only takes wait: " + id);
    }

    @Override
    protected Set<CommandId> parkedOthers() {
        return Set.of();
    }

    @Override
    protected void sessionEnds(long session) {
        // only takes wait
    }

    @Override
    protected void checkTaken(List<Integer> taken) {
        assertThat(taken).isEqualTo(ready().limit(taken.size()).toList());
    }

    @Override
    protected boolean takeable() {
        return ready().findAny().isPresent();
    }

    private Stream<Integer> ready() {
        return queued.stream()
                .filter(element -> due.get(element) <= now)
                .sorted(Comparator.<Integer>comparingLong(due::get).thenComparing(Comparator.naturalOrder()));
    }
}
