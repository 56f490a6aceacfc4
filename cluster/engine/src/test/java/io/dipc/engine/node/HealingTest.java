package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.EntryMessage;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two halves of a cluster that both went on meet again: what was put in the smaller one is offered again. */
class HealingTest extends TwoHalves {
    private static final int KEYS = 40;
    private static final Descriptor STACK = new Descriptor(Kind.DEQUE, new QueueParameters(2).toBytes(), "t");

    @Test
    void elementsThatWerePutInTheSmallerHalfComeBehindThoseOfTheLargerOneOnce() {
        Map<String, KeyState> inLarger = openAll(a, QUEUE);
        Map<String, KeyState> inSmaller = openAll(c, QUEUE);
        inLarger.values().forEach(q -> assertThat(offered(a, q, 1)).isTrue());
        part();
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        inLarger.forEach((name, q) -> {
            List<Integer> elements = new ArrayList<>();
            boolean larger = offered(a, q, 2);
            boolean smaller = offered(c, inSmaller.get(name), 3);
            assertThat(larger || smaller).as("one of the halves has it").isTrue();
            elements.add(1);
            if (larger) {
                elements.add(2);
            }
            if (smaller) {
                elements.add(3);
            }
            expected.put(name, elements);
        });
        assertThat(expected.values())
                .as("all there is: copies in both halves, in the larger one, in the smaller one")
                .contains(List.of(1, 2, 3), List.of(1, 2), List.of(1, 3));
        meet();

        expected.forEach((name, elements) ->
                assertThat(drain(open(a, name, QUEUE))).as(name).containsExactlyElementsOf(elements));
    }

    @Test
    void whatWasTakenInTheSmallerHalfIsDoneWith() {
        KeyState q = keyInBothHalves(QUEUE);
        KeyState there = open(c, q.name(), QUEUE);
        part();
        assertThat(offered(c, there, 1)).isTrue();
        assertThat(offered(c, there, 2)).isTrue();
        assertThat(((byte[]) command(c, there, QueueCommand.poll(), true)[1])[1])
                .isEqualTo((byte) 1);
        meet();

        assertThat(drain(q)).containsExactly(2);
    }

    @Test
    void whatWasPutAtTheHeadComesToTheHead() {
        KeyState q = keyInBothHalves(STACK);
        KeyState there = open(c, q.name(), STACK);
        part();
        offered(a, q, 1);
        for (int element : new int[] {2, 3}) {
            Object[] result = command(c, there, QueueCommand.offerFirst(new byte[] {0, (byte) element}), false);
            assertThat(QueueAnswer.added((byte[]) result[1])).isTrue();
        }
        meet();

        assertThat(drain(q)).containsExactly(3, 2, 1);
    }

    @Test
    void manyElementsAndATakerThatWaits() {
        KeyState q = keyInBothHalves(UNBOUNDED);
        KeyState there = open(c, q.name(), UNBOUNDED);
        part();
        Object[] take = command(b, open(b, q.name(), UNBOUNDED), QueueCommand.take(), true);
        List<byte[]> bodies = IntStream.range(0, 1000)
                .mapToObj(i -> new byte[] {0, (byte) (i % 100)})
                .toList();
        command(c, there, QueueCommand.offerAll(bodies), false);
        meet();

        assertThat(((byte[]) take[1])[1]).isZero();
        assertThat(drain(q))
                .containsExactlyElementsOf(
                        IntStream.range(1, 1000).mapToObj(i -> i % 100).toList());
    }

    /** The second one has the same to offer as the first, long after that was taken, and the object forgotten. */
    @Test
    void membersOfTheSmallerHalfComeBackOneAfterTheOther() {
        Map<String, KeyState> there = openAll(c, QUEUE);
        part();
        there.values().removeIf(q -> !offered(c, q, 3));
        assertThat(there).isNotEmpty();
        c.exclude(203);
        Stream.of(a, b, c).forEach(e -> e.sees(a, b, c));
        d.sees(d);
        run();
        there.keySet()
                .forEach(
                        name -> assertThat(drain(open(a, name, QUEUE))).as(name).isIn(List.of(3), List.of()));
        d.exclude(204);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
        run();

        there.keySet()
                .forEach(
                        name -> assertThat(drain(open(a, name, QUEUE))).as(name).isEmpty());
    }

    @Test
    void manyViewsInTheLargerHalfDoNotBringBackWhatWasThereBefore() {
        KeyState q = keyInBothHalves(QUEUE);
        KeyState there = open(c, q.name(), QUEUE);
        assertThat(offered(a, q, 1)).isTrue();
        part();
        assertThat(offered(c, there, 2)).isTrue();
        for (int i = 0; i < 150; i++) {
            // a tool comes and goes
            End tool = end(300 + i);
            Stream.of(a, b, tool).forEach(e -> e.sees(a, b, tool));
            deliver();
            Stream.of(a, b).forEach(e -> e.sees(a, b));
            ends.remove(tool.self.session());
            deliver();
        }
        meet();

        assertThat(drain(q)).containsExactly(1, 2);
    }

    @Test
    void permitsThatWereAcquiredInTheSmallerHalfAreNotHeldInTheLargerOne() {
        Descriptor two = new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(2, false, true).toBytes(), "t");
        KeyState s = keyInBothHalves(two);
        KeyState there = open(c, s.name(), two);
        part();
        for (End end : List.of(a, c)) {
            assertThat(command(end, end == a ? s : there, SemaphoreCommand.acquire(1), true)[0])
                    .isEqualTo(Status.OK);
        }
        issue(c, there, SemaphoreCommand.release(1), false);
        Object[] inProgress = lastResult;
        wire.clear();
        meet();

        assertThat(inProgress[0]).as("as it was not applied").isInstanceOf(SessionLostException.class);
        assertThat(available(a, s)).isEqualTo(1);
        assertThat(command(c, there, SemaphoreCommand.acquire(1), true)[0]).isEqualTo(Status.OK);
        assertThat(command(c, there, SemaphoreCommand.release(1), false)[0]).isEqualTo(Status.OK);
        assertThat(available(a, s)).isEqualTo(1);
        assertThat(command(a, s, SemaphoreCommand.release(1), false)[0]).isEqualTo(Status.OK);
        assertThat(available(a, s)).isEqualTo(2);
    }

    /** A put that is on its way when the half ends may be among what is offered again: it is not simply repeated. */
    @Test
    void thePutThatWasNotAnsweredIsNotRepeated() {
        KeyState q = keyInBothHalves(QUEUE);
        KeyState there = open(c, q.name(), QUEUE);
        part();
        issue(c, there, QueueCommand.offer(new byte[] {0, 1}), false);
        Object[] result = lastResult;
        // nothing reaches the caller any more
        ends.remove(c.self.session());
        deliver();
        meet();

        assertThat(result[0]).isInstanceOf(OutcomeUnknownException.class);
        assertThat(drain(q)).containsExactly(1);
    }

    /** Each hears what the other one has offered meanwhile, from whichever view of their half that one went on. */
    @Test
    void membersThatPartedFromEachOtherTooOfferWhatBothHaveOnce() {
        KeyState q = open(a, keyInBothHalves(name -> homeAndBackupWhenMet(name, a, b)), UNBOUNDED);
        KeyState there = open(c, q.name(), UNBOUNDED);
        part();
        command(c, there, QueueCommand.offerAll(bodies(600)), false);
        d.sees(d);
        run();
        c.holdReplies();
        d.holdReplies();
        excludeSmaller();
        tick();
        // which views both have, what is to be offered, and the first part of it
        for (int i = 0; i < 3; i++) {
            d.hearReplies();
            d.holdReplies();
            tick();
        }
        c.hearReplies();
        tick();
        d.hearReplies();
        run();

        assertThat(drain(q))
                .containsExactlyElementsOf(
                        IntStream.range(0, 600).mapToObj(i -> i % 100).toList());
    }

    @Test
    void whatWasOfferedIsKnownHoweverManyViewsAndQueuesThereAre() {
        List<KeyState> there = namesInBothHalves(40).stream()
                .map(name -> openSoon(c, name, QUEUE))
                .toList();
        part();
        there.forEach(q -> issue(c, q, QueueCommand.offer(new byte[] {0, 1}), false));
        deliver();
        for (int i = 0; i < 60; i++) {
            // a tool comes and goes
            End tool = end(300 + i);
            Stream.of(c, d, tool).forEach(e -> e.sees(c, d, tool));
            deliver();
            Stream.of(c, d).forEach(e -> e.sees(c, d));
            ends.remove(tool.self.session());
            deliver();
        }
        c.exclude(203);
        Stream.of(a, b, c).forEach(e -> e.sees(a, b, c));
        d.sees(d);
        run();
        d.exclude(204);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
        run();

        there.forEach(q -> {
            KeyState here = openSoon(a, q.name(), QUEUE);
            for (boolean first : new boolean[] {true, false}) {
                issue(a, here, QueueCommand.poll(), true);
                Object[] result = lastResult;
                deliver();
                assertThat(QueueAnswer.element((byte[]) result[1]) != null)
                        .as(q.name())
                        .isEqualTo(first);
            }
        });
    }

    /** Who was to have a copy of it, and has seen that nothing was acknowledged, is dead when the one that has it is back. */
    @Test
    void aPutOfAViewThatNobodyElseHeardOfIsThereOnce() {
        Placement without = placement(List.of(a.self, b.self, c.self));
        String name = IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i)
                .filter(key -> without.home(Placement.partitionOf(key)) == c.self.session() && holds(without, key, a))
                .findFirst()
                .orElseThrow();
        KeyState q = open(b, name, UNBOUNDED);
        assertThat(offered(b, q, 1)).isTrue();
        int partition = Placement.partitionOf(name);
        c.lose(message -> message instanceof EntryMessage.Replicate entry && entry.partition() == partition);
        ends.remove(d.self.session());
        Stream.of(a, b, c).forEach(e -> e.sees(a, b, c));
        run();
        Object[] offer = command(b, q, QueueCommand.offer(new byte[] {0, 2}), false);
        assertThat(offer[0]).as("it is at its home, but not at the backup").isNull();

        ends.remove(c.self.session());
        Stream.of(a, b).forEach(e -> e.sees(a, b));
        run();
        assertThat(offer[0]).isEqualTo(Status.OK);
        ends.remove(a.self.session());
        b.sees(b);
        run();
        c.lose(message -> false);
        c.exclude(203);
        Stream.of(b, c).forEach(e -> e.sees(b, c));
        run();

        assertThat(drain(b, q)).containsExactly(1, 2);
    }

    private Map<String, KeyState> openAll(End end, Descriptor descriptor) {
        Map<String, KeyState> opened = new LinkedHashMap<>();
        for (int i = 0; i < KEYS; i++) {
            opened.put("q" + i, open(end, "q" + i, descriptor));
        }
        return opened;
    }

    /** Whether these have a key when the halves have met. */
    private boolean homeAndBackupWhenMet(String name, End one, End other) {
        Placement met =
                placement(List.of(a.self, b.self, new Member(203, "c", "a", true), new Member(204, "d", "a", true)));
        return holds(met, name, one) && holds(met, name, other);
    }

    private Placement placement(List<Member> members) {
        List<ViewMember> all = members.stream()
                .map(member -> new ViewMember(member, false, false))
                .toList();
        return new Placement(new View(1, backups, all, List.of()));
    }

    private int available(End end, KeyState key) {
        Object[] result = new Object[1];
        inquire(
                end,
                key.name(),
                result,
                reference -> new Request.Query(reference, key.incarnation(), SemaphoreQuery.available()));
        return SemaphoreAnswer.number((byte[]) result[0]);
    }
}
