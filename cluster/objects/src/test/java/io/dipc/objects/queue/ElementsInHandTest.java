package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.StateMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Elements that were given out and are not accepted yet: they go back to their places, or to whoever waits. */
class ElementsInHandTest extends BoundedDequeFixture {
    @Test
    void grantFreesCapacityAtOnce() {
        fill();
        poll(id(1));
        assertThat(offer("d")).isTrue();
    }

    @Test
    void putBackTakesItsOldPlaceAboveTheCapacity() {
        fill();
        CommandId first = id(1);
        CommandId second = id(1);
        poll(first);
        poll(second);
        offer("d");
        offer("e");
        queue.decline(second, effects);
        queue.decline(first, effects);
        assertThat(size()).isEqualTo(5);
        assertThat(offer("f")).isFalse();
        assertThat(elements()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void acceptedElementDoesNotComeBack() {
        offer("a");
        CommandId taker = id(1);
        poll(taker);
        queue.accept(taker, effects);
        queue.decline(taker, effects);
        queue.sessionsEnded(List.of(new EndedSession(1, false)), effects);
        assertThat(size()).isZero();
        assertThat(queue.initial()).isTrue();
    }

    @Test
    void whatIsInDoubtStaysInHandUntilItIsAccepted() {
        fill();
        CommandId taker = id(1);
        poll(taker);
        queue.sessionsEnded(List.of(excluded(1)), taker::equals, effects);
        assertThat(elements()).containsExactly("b", "c");
        assertThat(offer("d")).as("does not count for the capacity").isTrue();
        assertThat(queue.inHand(taker)).isEqualTo(1);
        queue.accept(taker, effects);
        queue.sessionsEnded(List.of(new EndedSession(1, false)), effects);
        assertThat(elements()).containsExactly("b", "c", "d");
    }

    @Test
    void whatIsInDoubtGoesBackToItsPlaceWhenItsTakerIsDead() {
        fill();
        CommandId first = id(1);
        CommandId second = id(1);
        poll(first);
        poll(second);
        CommandId waiting = id(2);
        queue.sessionsEnded(List.of(excluded(1)), id -> true, effects);
        offer("d");
        offer("e");
        StateMachine copy = bounded(3);
        queue.snapshot().forEachRemaining(copy::restore);
        queue = copy;
        queue.sessionsEnded(List.of(new EndedSession(1, false)), effects);
        assertThat(elements()).containsExactly("a", "b", "c", "d", "e");
        assertThat(poll(waiting)).isEqualTo("a");
    }

    @Test
    void onlyWhatIsInDoubtIsKeptAside() {
        fill();
        CommandId first = id(1);
        CommandId second = id(1);
        poll(first);
        poll(second);
        queue.apply(id(1), QueueCommand.takeLast(), effects);
        queue.sessionsEnded(List.of(excluded(1)), second::equals, effects);
        assertThat(elements()).containsExactly("a", "c");
        assertThat(queue.initial()).isFalse();
    }

    @Test
    void declinedElementGoesToTheTakerInLine() {
        offer("a");
        CommandId first = id(1);
        CommandId second = id(2);
        poll(first);
        queue.apply(second, QueueCommand.take(), effects);
        queue.decline(first, effects);
        assertThat(effects.takeCompleted()).containsExactly(second);
    }

    @Test
    void endedSessionGivesBackAndLeavesTheLines() {
        fill();
        poll(id(7));
        poll(id(7));
        queue.apply(id(7), QueueCommand.put(body("never")), effects);
        offer("d");
        offer("e");
        CommandId put = id(8);
        queue.apply(put, QueueCommand.put(body("f")), effects);
        queue.apply(id(7), QueueCommand.put(body("not either")), effects);
        effects.takeCompleted();
        queue.sessionsEnded(List.of(new EndedSession(7, true)), effects);
        assertThat(effects.completions()).isEmpty();
        assertThat(elements()).contains("a", "b").doesNotContain("not either");
        queue.apply(id(8), QueueCommand.clear(), effects);
        assertThat(effects.takeCompleted()).contains(put);
    }

    @Test
    void endedSessionsTakesAreNotServed() {
        queue.apply(id(7), QueueCommand.take(), effects);
        CommandId other = id(8);
        queue.apply(other, QueueCommand.take(), effects);
        queue.sessionsEnded(List.of(new EndedSession(7, false)), effects);
        offer("a");
        assertThat(effects.takeCompleted()).containsExactly(other);
    }

    @Test
    void partOfADrainCanBeDeclined() {
        fill();
        CommandId drain = id(1);
        List<Element> drained = takeMany(drain, ALL, ALL).elements();
        byte[] none =
                queue.apply(id(1), QueueCommand.declinePart(2, drained.get(0).id()), effects);
        assertThat(QueueAnswer.count(none)).as("another session's").isZero();
        byte[] one =
                queue.apply(id(1), QueueCommand.declinePart(1, drained.get(1).id()), effects);
        assertThat(QueueAnswer.count(one)).isEqualTo(1);
        assertThat(elements()).containsExactly("b");
        queue.accept(drain, effects);
        assertThat(elements()).containsExactly("b");
        assertThat(queue.apply(id(1), QueueCommand.declinePart(1, 0, 1, 2), effects))
                .isEqualTo(QueueAnswer.ofCount(0));
    }

    @Test
    void whatIsDeclinedInPartsGoesBackToItsPlacesAndToTakers() {
        fill();
        CommandId drain = id(1);
        takeMany(drain, ALL, ALL);
        CommandId take = id(2);
        queue.apply(take, QueueCommand.take(), effects);
        queue.apply(id(1), QueueCommand.declinePart(1, 2, 1), effects);
        assertThat(effects.takeCompleted()).containsExactly(take);
        assertThat(elements()).containsExactly("c");
        queue.decline(drain, effects);
        assertThat(elements()).containsExactly("a", "c");
    }
}
