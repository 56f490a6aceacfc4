package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.network.Member;
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
import io.dipc.objects.queue.QueueQuery;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two halves of a cluster that both went on meet again: what was put in the smaller one is offered again. */
class HealingTest extends SteppedCluster {
    private static final int KEYS = 40;
    private static final Descriptor STACK = new Descriptor(Kind.DEQUE, new QueueParameters(2).toBytes(), "t");

    private static final Descriptor UNBOUNDED =
            new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(Integer.MAX_VALUE).toBytes(), "t");

    private End a;
    private End b;
    private End c;
    private End d;

    @Test
    void elementsThatWerePutInTheSmallerHalfComeBehindThoseOfTheLargerOneOnce() {
        begin();
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
        begin();
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
        begin();
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
        begin();
        Descriptor unbounded = new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(Integer.MAX_VALUE).toBytes(), "t");
        KeyState q = keyInBothHalves(unbounded);
        KeyState there = open(c, q.name(), unbounded);
        part();
        Object[] take = command(b, open(b, q.name(), unbounded), QueueCommand.take(), true);
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
        begin();
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

    /** They are there with all that is in them, since only one half had them: who used them goes on with them, on either side. */
    @Test
    void whoUsesWhatOnlyTheSmallerHalfHadGoesOnWithIt() {
        begin();
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
        begin();
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
        begin();
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
        begin();
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
        begin();
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
    void manyViewsInTheLargerHalfDoNotBringBackWhatWasThereBefore() {
        begin();
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
        begin();
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
        begin();
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
        begin();
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
        begin();
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

    @Test
    void theCapacityIsThatOfTheQueueThatGetsTheElements() {
        begin();
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
        begin();
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

    private List<String> namesInBothHalves(int count) {
        Placement placement = new Placement(a.node.view());
        int partition = IntStream.range(0, Placement.PARTITIONS)
                .filter(p -> Stream.of(a, b).anyMatch(e -> placement.holds(p, e.self.session()))
                        && Stream.of(c, d).anyMatch(e -> placement.holds(p, e.self.session())))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, 100 * count * Placement.PARTITIONS)
                .mapToObj(i -> "k" + i)
                .filter(name -> Placement.partitionOf(name) == partition)
                .limit(count)
                .toList();
    }

    private static List<byte[]> bodies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new byte[] {0, (byte) (i % 100)})
                .toList();
    }

    private void begin() {
        a = end(101);
        b = end(102);
        c = end(103);
        d = end(104);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
        run();
    }

    private void part() {
        Stream.of(a, b).forEach(e -> e.sees(a, b));
        Stream.of(c, d).forEach(e -> e.sees(c, d));
        run();
    }

    private void meet() {
        excludeSmaller();
        run();
    }

    private void excludeSmaller() {
        c.exclude(203);
        d.exclude(204);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
    }

    private Map<String, KeyState> openAll(End end, Descriptor descriptor) {
        Map<String, KeyState> opened = new LinkedHashMap<>();
        for (int i = 0; i < KEYS; i++) {
            opened.put("q" + i, open(end, "q" + i, descriptor));
        }
        return opened;
    }

    /** Opened by the oldest member. */
    private KeyState keyInBothHalves(Descriptor descriptor) {
        return open(a, keyInBothHalves(name -> true), descriptor);
    }

    private String keyInBothHalves(Predicate<String> further) {
        Placement placement = new Placement(a.node.view());
        return IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i)
                .filter(name -> Stream.of(a, b).anyMatch(e -> holds(placement, name, e))
                        && Stream.of(c, d).anyMatch(e -> holds(placement, name, e))
                        && further.test(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether these have a key when the halves have met. */
    private boolean homeAndBackupWhenMet(String name, End one, End other) {
        List<ViewMember> members = Stream.of(
                        a.self, b.self, new Member(203, "c", "a", true), new Member(204, "d", "a", true))
                .map(member -> new ViewMember(member, false, false))
                .toList();
        Placement met = new Placement(new View(1, backups, members, List.of()));
        return holds(met, name, one) && holds(met, name, other);
    }

    private void remove(End end, String name) {
        Object[] result = new Object[1];
        inquire(end, name, result, reference -> new Request.Remove(reference, end.self.session(), name));
        assertThat(((byte[]) result[0])[0]).isEqualTo((byte) 1);
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

    private void inquire(End end, String name, Object[] result, LongFunction<Request> request) {
        end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(name)) {
            @Override
            protected Request request(long reference) {
                return request.apply(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                assertThat(status).isEqualTo(Status.OK);
                result[0] = bytes;
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw reason;
            }
        }));
        run();
    }

    /** A key of which only these have copies. */
    private String keyOnlyIn(End one, End other) {
        Placement placement = new Placement(a.node.view());
        return IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i)
                .filter(name -> holds(placement, name, one) && holds(placement, name, other))
                .findFirst()
                .orElseThrow();
    }

    private static boolean holds(Placement placement, String key, End end) {
        return placement.holds(Placement.partitionOf(key), end.self.session());
    }

    private boolean offered(End end, KeyState key, int element) {
        Object[] result = command(end, key, QueueCommand.offer(new byte[] {0, (byte) element}), false);
        if (result[0] == Status.LOST) {
            return false;
        }
        assertThat(result[0]).isEqualTo(Status.OK);
        return QueueAnswer.added((byte[]) result[1]);
    }

    /** What the oldest member takes. */
    private List<Integer> drain(KeyState key) {
        List<Integer> all = new ArrayList<>();
        while (true) {
            Object[] result = command(a, key, QueueCommand.poll(), true);
            assertThat(result[0]).isEqualTo(Status.OK);
            byte[] body = QueueAnswer.element((byte[]) result[1]);
            if (body == null) {
                return all;
            }
            all.add((int) body[1]);
        }
    }
}
