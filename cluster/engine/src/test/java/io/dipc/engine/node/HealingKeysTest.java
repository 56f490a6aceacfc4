package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import org.junit.jupiter.api.Test;

/** Two halves of a cluster that both went on meet again: which object a key is of then, and what that is. */
class HealingKeysTest extends TwoHalves {
    /** They are there with all that is in them, since only one half had them: who used them goes on with them, on either side. */
    @Test
    void whoUsesWhatOnlyTheSmallerHalfHadGoesOnWithIt() {
        String name = keyOnlyIn(c, d);
        KeyState there = open(c, name, QUEUE);
        KeyState withoutCopy = open(a, name, QUEUE);
        part();
        assertThat(offered(a, withoutCopy, 9)).as("it is lost here").isFalse();
        issue(c, there, QueueCommand.take(), true);
        Object[] waiting = lastResult;
        deliver();
        meet();
        assertThat(waiting[0]).as("goes on waiting").isNull();

        assertThat(offered(a, withoutCopy, 1)).isTrue();
        assertThat(((byte[]) waiting[1])[1]).isEqualTo((byte) 1);
        assertThat(offered(c, there, 2)).isTrue();
        assertThat(drain(withoutCopy)).containsExactly(2);
    }

    @Test
    void elementsOfWhatOnlyTheSmallerHalfHadAreThereForThoseWhoUsedItBefore() {
        String name = keyOnlyIn(c, d);
        KeyState there = open(c, name, QUEUE);
        KeyState withoutCopy = open(a, name, QUEUE);
        part();
        assertThat(offered(c, there, 1)).isTrue();
        assertThat(offered(c, there, 2)).isTrue();
        meet();

        assertThat(((byte[]) command(c, there, QueueCommand.poll(), true)[1])[1])
                .isEqualTo((byte) 1);
        assertThat(drain(withoutCopy)).containsExactly(2);
        assertThat(open(b, name, QUEUE).incarnation()).isEqualTo(there.incarnation());
    }

    /** It was created anew: who uses the former one on the other side is told so, and its elements are in the new one. */
    @Test
    void whatWasStoredAgainInTheLargerHalfIsAnotherObject() {
        String name = keyOnlyIn(c, d);
        KeyState there = open(c, name, QUEUE);
        part();
        assertThat(offered(c, there, 1)).isTrue();
        KeyState again = open(a, name, QUEUE);
        assertThat(offered(a, again, 2)).isTrue();
        meet();

        assertThat(command(c, there, QueueCommand.poll(), true)[0]).isEqualTo(Status.LOST);
        assertThat(drain(again)).containsExactly(2, 1);
    }

    @Test
    void whatWasRemovedInTheLargerHalfIsAnotherObjectIfItsElementsComeBack() {
        KeyState q = keyInBothHalves(QUEUE);
        KeyState there = open(c, q.name(), QUEUE);
        part();
        assertThat(offered(c, there, 1)).isTrue();
        remove(a, q.name());
        meet();

        assertThat(command(c, there, QueueCommand.poll(), true)[0]).isEqualTo(Status.REMOVED);
        assertThat(drain(open(a, q.name(), QUEUE))).containsExactly(1);
    }

    /** Those who use a key leave it when they need it no more: what was made for elements does not stay for ever. */
    @Test
    void whatNobodyUsesIsForgottenOnceItIsEmpty() {
        String name = keyOnlyIn(c, d);
        KeyState there = open(c, name, QUEUE);
        part();
        assertThat(offered(c, there, 1)).isTrue();
        c.node.execute(requests -> requests.release(there));
        run();
        meet();
        KeyState q = open(a, name, QUEUE);
        assertThat(q.incarnation()).as("it has an element").isEqualTo(there.incarnation());
        assertThat(drain(q)).containsExactly(1);
        a.node.execute(requests -> requests.release(q));
        run();
        assertThat(open(a, name, QUEUE).incarnation()).isNotEqualTo(there.incarnation());
    }

    @Test
    void theCapacityIsThatOfTheQueueThatGetsTheElements() {
        String name = namesInBothHalves(1).get(0);
        part();
        openSoon(a, name, UNBOUNDED);
        KeyState there = openSoon(c, name, QUEUE);
        assertThat(offered(c, there, 1)).isTrue();
        excludeSmaller();
        tick();

        assertThat(QueueParameters.of(openSoon(c, name, QUEUE).descriptor().parameters())
                        .capacity())
                .isEqualTo(Integer.MAX_VALUE);
    }

    /** Who goes on with it may have seen elements under their ids. */
    @Test
    void idsThatWereSeenAreNotUsedForOtherElements() {
        String name = keyOnlyIn(c, d);
        KeyState there = open(c, name, UNBOUNDED);
        KeyState withoutCopy = open(a, name, UNBOUNDED);
        command(c, there, QueueCommand.offerAll(bodies(5)), false);
        part();
        assertThat(offered(a, withoutCopy, 9)).as("it is lost here").isFalse();
        meet();

        Object[] result = new Object[1];
        inquire(
                a,
                name,
                result,
                reference -> new Request.Query(
                        reference, withoutCopy.incarnation(), QueueQuery.page(QueueQuery.START, 9, 99)));
        assertThat(QueueAnswer.Page.of((byte[]) result[0]).elements())
                .hasSize(5)
                .allMatch(element -> element.id() >= 5);
    }
}
