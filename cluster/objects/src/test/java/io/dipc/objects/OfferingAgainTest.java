package io.dipc.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.ElementStateMachine.Offered;
import io.dipc.objects.delay.DelayCommand;
import io.dipc.objects.priority.PriorityAnswer;
import io.dipc.objects.priority.PriorityCommand;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.priority.PriorityQuery;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import io.dipc.objects.transfer.TransferCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two objects that were the same once: what was put into one of them since then is put into the other one, too. */
class OfferingAgainTest {
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final RecordedEffects effects = new RecordedEffects();
    private int lastSlot;

    @ParameterizedTest
    @EnumSource(names = {"FIFO_QUEUE", "DEQUE", "DELAY_QUEUE", "TRANSFER_QUEUE", "PRIORITY_QUEUE"})
    void whatCameSinceThenIsBeyond(Kind kind) {
        ElementStateMachine there = create(kind, UNBOUNDED);
        assertThat(offered(there, IdRange.NONE)).isEmpty();
        put(there, "a", "b");
        poll(there);
        IdRange common = there.ids();
        assertThat(offered(there, common)).isEmpty();
        assertThat(offered(there, IdRange.NONE)).as("in hand, too").containsExactly("a", "b");
        put(there, "c", "d", "e");
        assertThat(there.ids().contains(common.to())).isTrue();
        List<CommandId> inHand = List.of(poll(there), poll(there), poll(there));
        there.accept(inHand.get(1), effects);
        there.accept(inHand.get(2), effects);
        there.decline(inHand.get(0), effects);
        assertThat(offered(there, common)).as("c and d are gone").containsExactly("e");
        assertThat(offered(copy(there), common)).containsExactly("e");
        assertThat(copy(there).ids()).isEqualTo(there.ids());
    }

    @ParameterizedTest
    @EnumSource(names = {"FIFO_QUEUE", "DEQUE", "DELAY_QUEUE", "TRANSFER_QUEUE"})
    void takesThatWaitAreServed(Kind kind) {
        ElementStateMachine here = create(kind, UNBOUNDED);
        CommandId first = take(here);
        CommandId second = take(here);
        offerAgain(here, offeredBy(kind, "c", "d", "e"));
        assertThat(effects.takeCompleted()).containsExactly(first, second);
        here.decline(first, effects);
        here.accept(second, effects);
        assertThat(drained(here)).containsExactly("c", "e");
        assertThat(here.initial()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"FIFO_QUEUE", "DEQUE", "DELAY_QUEUE", "TRANSFER_QUEUE", "PRIORITY_QUEUE"})
    void whatIsNoElementIsRefusedAndChangesNothing(Kind kind) {
        ElementStateMachine here = create(kind, UNBOUNDED);
        List<byte[]> bodies = new ArrayList<>(offeredBy(kind, "a"));
        bodies.add(new byte[0]);
        assertThatThrownBy(() -> here.offerAgain(bodies, effects)).isInstanceOf(IllegalArgumentException.class);
        assertThat(here.initial()).isTrue();
        assertThat(here.ids()).isEqualTo(IdRange.NONE);
    }

    @Test
    void bothEndsOfADequeAreGoneOnWith() {
        ElementStateMachine there = create(Kind.DEQUE, UNBOUNDED);
        ElementStateMachine here = create(Kind.DEQUE, UNBOUNDED);
        put(there, "a");
        putFirst(there, "b");
        put(here, "a");
        putFirst(here, "b");
        IdRange common = there.ids();
        putFirst(there, "c", "d");
        put(there, "e", "f");
        assertThat(offered(there, common)).containsExactly("e", "f", "c", "d");
        put(here, "x");
        putFirst(here, "y");
        offerAgain(here, bytes(there, common));
        assertThat(drained(here)).containsExactly("d", "c", "y", "b", "a", "x", "e", "f");
    }

    @Test
    void takesAtEitherEndAreServedByWhatComesFirst() {
        ElementStateMachine there = create(Kind.DEQUE, UNBOUNDED);
        put(there, "a");
        putFirst(there, "b");
        ElementStateMachine here = create(Kind.DEQUE, UNBOUNDED);
        CommandId last = nextId();
        here.apply(last, QueueCommand.takeLast(), effects);
        offerAgain(here, bytes(there, IdRange.NONE));
        assertThat(effects.completions()).extracting(c -> text(c.answer())).containsExactly("a");
        assertThat(drained(here)).containsExactly("b");
    }

    @Test
    void theCapacityIsNoLimitAndPutsGoOnWaitingForRoom() {
        ElementStateMachine here = create(Kind.FIFO_QUEUE, 1);
        put(here, "a");
        CommandId waiting = nextId();
        assertThat(here.apply(waiting, QueueCommand.put(body("x")), effects)).isNull();
        offerAgain(here, offeredBy(Kind.FIFO_QUEUE, "b", "c"));
        poll(here);
        poll(here);
        assertThat(effects.completions()).as("one is in it still").isEmpty();
        poll(here);
        assertThat(effects.takeCompleted()).containsExactly(waiting);
        assertThat(drained(here)).containsExactly("x");
    }

    /** Who puts it does not know yet whether that has happened. */
    @Test
    void whatWaitsForRoomOrForItsTakerIsNotOffered() {
        ElementStateMachine bounded = create(Kind.FIFO_QUEUE, 1);
        put(bounded, "a");
        bounded.apply(nextId(), QueueCommand.put(body("b")), effects);
        assertThat(offered(bounded, IdRange.NONE)).containsExactly("a");

        ElementStateMachine transfers = create(Kind.TRANSFER_QUEUE, UNBOUNDED);
        transfers.apply(nextId(), TransferCommand.transfer(body("a")), effects);
        put(transfers, "b");
        transfers.apply(nextId(), TransferCommand.transfer(body("c")), effects);
        assertThat(offered(transfers, IdRange.NONE)).containsExactly("b");
        poll(transfers);
        assertThat(offered(transfers, IdRange.NONE))
                .as("the first one is in hand")
                .containsExactly("b");
    }

    @Test
    void whatIsOfferedToATransferQueueGoesBehindTransfersThatWait() {
        ElementStateMachine here = create(Kind.TRANSFER_QUEUE, UNBOUNDED);
        CommandId transfer = nextId();
        here.apply(transfer, TransferCommand.transfer(body("a")), effects);
        offerAgain(here, offeredBy(Kind.TRANSFER_QUEUE, "b"));
        assertThat(effects.completions()).isEmpty();
        assertThat(drained(here)).containsExactly("a", "b");
        assertThat(effects.takeCompleted()).containsExactly(transfer);
    }

    @Test
    void whatIsDelayedIsDueWhenItWasThere() {
        ElementStateMachine there = create(Kind.DELAY_QUEUE, UNBOUNDED);
        time(there, 1000);
        delayed(there, 500, "b");
        delayed(there, 300, "a");
        ElementStateMachine here = create(Kind.DELAY_QUEUE, UNBOUNDED);
        time(here, 1200);
        delayed(here, 200, "x");
        CommandId waiting = take(here);
        offerAgain(here, bytes(there, IdRange.NONE));
        assertThat(effects.completions()).isEmpty();
        assertThat(((TimedStateMachine) here).wakeAt()).isEqualTo(1300);
        time(here, 1300);
        assertThat(effects.completions()).extracting(c -> text(c.answer())).containsExactly("a");
        here.accept(waiting, effects);
        time(here, 1500);
        assertThat(drained(here)).containsExactly("x", "b");
    }

    /** The home cannot compare. */
    @Test
    void elementsOfAPriorityQueueHaveNoPlaceUntilSomebodyFindsIt() {
        ElementStateMachine here = create(Kind.PRIORITY_QUEUE, UNBOUNDED);
        CommandId first = take(here);
        CommandId second = take(here);
        offerAgain(here, offeredBy(Kind.PRIORITY_QUEUE, "b", "a"));
        assertThat(effects.completions()).allMatch(c -> QueueAnswer.unordered(c.answer()));
        assertThat(effects.takeCompleted()).containsExactly(first, second);
        here.accept(first, effects);
        here.decline(second, effects);
        assertThat(here.apply(nextId(), QueueCommand.take(), effects)).matches(QueueAnswer::unordered);
        assertThat(here.apply(nextId(), QueueCommand.poll(), effects)).matches(QueueAnswer::unordered);
        assertThat(here.query(QueueQuery.peek())).matches(QueueAnswer::unordered);
        assertThat(QueueAnswer.Drained.of(here.apply(nextId(), QueueCommand.takeMany(9, 999), effects))
                        .unordered())
                .isTrue();
        assertThat(QueueAnswer.count(here.query(QueueQuery.size()))).isEqualTo(2);
        assertThat(QueueAnswer.Page.of(here.query(QueueQuery.page(QueueQuery.START, 9, 999)))
                        .elements())
                .extracting(each -> text(each.body()))
                .containsExactly("b", "a");

        List<Element> unplaced = unplaced(here);
        assertThat(unplaced(copy(here))).hasSameSizeAs(unplaced);
        assertThat(place(here, unplaced.get(0), Gap.WHOLE).inserted()).isTrue();
        assertThat(place(here, unplaced.get(1), Gap.WHOLE).inserted())
                .as("b is there")
                .isFalse();
        assertThat(QueueAnswer.unordered(here.query(QueueQuery.peek()))).isTrue();
        assertThat(place(
                                here,
                                unplaced.get(1),
                                new Gap(PriorityCommand.START, unplaced.get(0).id()))
                        .id())
                .isEqualTo(unplaced.get(1).id());
        assertThat(place(here, unplaced.get(1), Gap.WHOLE).id())
                .as("somebody was faster")
                .isEqualTo(PriorityAnswer.Attempt.NOWHERE);
        assertThat(unplaced(here)).isEmpty();
        assertThat(drained(copy(here))).containsExactly("a", "b");
        assertThat(drained(here)).containsExactly("a", "b");
    }

    @Test
    void whatIsRemovedNeedsNoPlace() {
        ElementStateMachine here = create(Kind.PRIORITY_QUEUE, UNBOUNDED);
        put(here, "x");
        offerAgain(here, offeredBy(Kind.PRIORITY_QUEUE, "a", "b"));
        List<Element> unplaced = unplaced(here);
        here.apply(nextId(), QueueCommand.remove(unplaced.get(0).id()), effects);
        assertThat(place(here, unplaced.get(0), Gap.WHOLE).id()).isEqualTo(PriorityAnswer.Attempt.NOWHERE);
        assertThat(offered(here, new IdRange(0, 1))).containsExactly("b");
        here.apply(nextId(), QueueCommand.remove(unplaced.get(1).id()), effects);
        assertThat(drained(here)).containsExactly("x");
        assertThat(here.initial()).isTrue();
    }

    /** Its turn is over, too, so that nobody waits for it. */
    @Test
    void whoHasTheTurnForAPlaceThatSomebodyElseFindsEndsIt() {
        ElementStateMachine here = create(Kind.PRIORITY_QUEUE, UNBOUNDED);
        put(here, "x");
        offerAgain(here, offeredBy(Kind.PRIORITY_QUEUE, "a"));
        Element element = unplaced(here).get(0);
        CommandId mine = nextId();
        assertThat(PriorityAnswer.Attempt.of(
                                here.apply(mine, PriorityCommand.place(1, true, Gap.WHOLE, element.id()), effects))
                        .inserted())
                .isFalse();
        CommandId waiting = nextId();
        assertThat(here.apply(
                        waiting, PriorityCommand.insert(2, false, new Gap(0, PriorityCommand.END), body("y")), effects))
                .isNull();
        CommandId waitingToo = nextId();
        assertThat(here.apply(waitingToo, PriorityCommand.place(3, false, Gap.WHOLE, element.id()), effects))
                .isNull();
        assertThat(copy(here).info()).isEqualTo(here.info());
        here.apply(nextId(), QueueCommand.remove(element.id()), effects);
        assertThat(PriorityAnswer.Attempt.of(
                                here.apply(nextId(), PriorityCommand.place(1, true, Gap.WHOLE, element.id()), effects))
                        .inserted())
                .isTrue();
        assertThat(effects.takeCompleted()).containsExactly(waiting, waitingToo);
        assertThat(drained(here)).containsExactly("x", "y");
    }

    private static ElementStateMachine create(Kind kind, int capacity) {
        ElementStateMachine created = (ElementStateMachine) kind.create(new QueueParameters(capacity).toBytes());
        if (created instanceof TimedStateMachine timed) {
            timed.time(0, new RecordedEffects());
        }
        return created;
    }

    private static ElementStateMachine copy(ElementStateMachine original) {
        ElementStateMachine copy = (ElementStateMachine)
                (original instanceof TimedStateMachine
                        ? Kind.DELAY_QUEUE.create(new byte[0])
                        : kindOf(original).create(new QueueParameters(UNBOUNDED).toBytes()));
        original.snapshot().forEachRemaining(copy::restore);
        return copy;
    }

    private static Kind kindOf(ElementStateMachine original) {
        return Stream.of(Kind.DEQUE, Kind.TRANSFER_QUEUE, Kind.PRIORITY_QUEUE)
                .filter(kind ->
                        kind.create(new QueueParameters(UNBOUNDED).toBytes()).getClass() == original.getClass())
                .findFirst()
                .orElseThrow();
    }

    private CommandId nextId() {
        return new CommandId(1, ++lastSlot, 1);
    }

    /** At the tail; in a priority queue without asking what is there. */
    private void put(ElementStateMachine queue, String... elements) {
        for (String element : elements) {
            if (queue instanceof TimedStateMachine) {
                delayed(queue, 0, element);
            } else if (kindOf(queue) == Kind.PRIORITY_QUEUE) {
                queue.apply(nextId(), QueueCommand.contents(List.of(body(element))), effects);
            } else {
                assertThat(QueueAnswer.added(queue.apply(nextId(), QueueCommand.offer(body(element)), effects)))
                        .isTrue();
            }
        }
    }

    private void putFirst(ElementStateMachine queue, String... elements) {
        for (String element : elements) {
            queue.apply(nextId(), QueueCommand.offerFirst(body(element)), effects);
        }
    }

    private void delayed(ElementStateMachine queue, long nanos, String element) {
        queue.apply(nextId(), DelayCommand.offer(new DelayCommand.Delayed(nanos, body(element))), effects);
    }

    private void time(ElementStateMachine queue, long now) {
        ((TimedStateMachine) queue).time(now, effects);
    }

    /** A take that waits. */
    private CommandId take(ElementStateMachine queue) {
        CommandId id = nextId();
        assertThat(queue.apply(id, QueueCommand.take(), effects)).isNull();
        return id;
    }

    /** A poll that finds something. */
    private CommandId poll(ElementStateMachine queue) {
        CommandId id = nextId();
        assertThat(QueueAnswer.element(queue.apply(id, QueueCommand.poll(), effects)))
                .isNotNull();
        return id;
    }

    private PriorityAnswer.Attempt place(ElementStateMachine queue, Element element, Gap gap) {
        return PriorityAnswer.Attempt.of(
                queue.apply(nextId(), PriorityCommand.place(lastSlot, false, gap, element.id()), effects));
    }

    private static List<Element> unplaced(ElementStateMachine queue) {
        return PriorityAnswer.unplaced(queue.query(PriorityQuery.unplaced(9, 999)));
    }

    private List<byte[]> offeredBy(Kind kind, String... elements) {
        ElementStateMachine queue = create(kind, UNBOUNDED);
        put(queue, elements);
        return bytes(queue, IdRange.NONE);
    }

    private static List<byte[]> bytes(ElementStateMachine queue, IdRange known) {
        List<byte[]> bytes = new ArrayList<>();
        queue.beyond(known).forEachRemaining(element -> bytes.add(element.bytes()));
        return bytes;
    }

    private void offerAgain(ElementStateMachine queue, List<byte[]> elements) {
        queue.offerAgain(elements, effects);
    }

    /** What is offered beyond some ids, as text. */
    private List<String> offered(ElementStateMachine queue, IdRange known) {
        List<String> texts = new ArrayList<>();
        for (Iterator<Offered> all = queue.beyond(known); all.hasNext(); ) {
            Offered next = all.next();
            assertThat(known.contains(next.id())).isFalse();
            assertThat(queue.ids().contains(next.id())).isTrue();
            byte[] bytes = next.bytes();
            texts.add(new String(bytes, bytes.length - 1, 1, StandardCharsets.UTF_8));
        }
        return texts;
    }

    private List<String> drained(ElementStateMachine queue) {
        List<String> all = new ArrayList<>();
        while (true) {
            CommandId id = nextId();
            byte[] element = QueueAnswer.element(queue.apply(id, QueueCommand.poll(), effects));
            if (element == null) {
                return all;
            }
            all.add(text(element));
            queue.accept(id, effects);
        }
    }

    private static byte[] body(String element) {
        return ("\1" + element).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] body) {
        return new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
    }
}
