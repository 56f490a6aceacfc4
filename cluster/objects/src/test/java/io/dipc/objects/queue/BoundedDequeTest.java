package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.StateMachine;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is there, who waits, and what people are shown; {@link ElementsInHandTest} is of what was given out. */
class BoundedDequeTest extends BoundedDequeFixture {
    @Test
    void isFirstInFirstOut() {
        offer("a");
        offer("b");
        assertThat(poll(id(1))).isEqualTo("a");
        assertThat(poll(id(1))).isEqualTo("b");
        assertThat(poll(id(1))).isNull();
    }

    @Test
    void refusesOffersBeyondTheCapacity() {
        assertThat(offer("a")).isTrue();
        assertThat(offer("b")).isTrue();
        assertThat(offer("c")).isTrue();
        assertThat(offer("d")).isFalse();
        assertThat(size()).isEqualTo(3);
    }

    @Test
    void parkedTakesAreServedInOrder() {
        CommandId first = id(1);
        CommandId second = id(2);
        assertThat(queue.apply(first, QueueCommand.take(), effects)).isNull();
        assertThat(queue.apply(second, QueueCommand.take(), effects)).isNull();
        offer("a");
        offer("b");
        assertThat(effects.completions().stream().map(RecordedEffects.Completion::id))
                .containsExactly(first, second);
        assertThat(effects.completions().stream().map(one -> text(QueueAnswer.element(one.answer()))))
                .containsExactly("a", "b");
        assertThat(size()).isZero();
    }

    @Test
    void parkedPutsAreAdmittedInOrder() {
        fill();
        CommandId first = id(1);
        CommandId second = id(2);
        assertThat(queue.apply(first, QueueCommand.put(body("d")), effects)).isNull();
        assertThat(queue.apply(second, QueueCommand.put(body("e")), effects)).isNull();
        assertThat(offer("f")).isFalse();
        poll(id(3));
        assertThat(effects.takeCompleted()).containsExactly(first);
        poll(id(3));
        assertThat(effects.takeCompleted()).containsExactly(second);
        assertThat(elements()).containsExactly("c", "d", "e");
    }

    @Test
    void cancelLeavesTheLine() {
        CommandId first = id(1);
        CommandId second = id(2);
        queue.apply(first, QueueCommand.take(), effects);
        queue.apply(second, QueueCommand.take(), effects);
        queue.cancel(first, effects);
        assertThat(effects.cancellations()).containsExactly(first);
        offer("a");
        assertThat(effects.takeCompleted()).containsExactly(second);
        queue.cancel(second, effects);
        assertThat(effects.cancellations()).containsExactly(first);
    }

    @Test
    void cancelledPutIsNeverAdded() {
        fill();
        CommandId put = id(1);
        queue.apply(put, QueueCommand.put(body("d")), effects);
        queue.cancel(put, effects);
        poll(id(2));
        assertThat(elements()).containsExactly("b", "c");
    }

    @Test
    void offerAllStopsWhenFull() {
        offer("a");
        byte[] answer = queue.apply(id(1), QueueCommand.offerAll(List.of(body("b"), body("c"), body("d"))), effects);
        assertThat(QueueAnswer.count(answer)).isEqualTo(2);
        assertThat(elements()).containsExactly("a", "b", "c");
    }

    @Test
    void offerAllServesTakersFirst() {
        CommandId take = id(1);
        queue.apply(take, QueueCommand.take(), effects);
        byte[] answer =
                queue.apply(id(2), QueueCommand.offerAll(List.of(body("a"), body("b"), body("c"), body("d"))), effects);
        assertThat(QueueAnswer.count(answer)).isEqualTo(4);
        assertThat(effects.takeCompleted()).containsExactly(take);
        assertThat(elements()).containsExactly("b", "c", "d");
    }

    @Test
    void takeManyIsBoundedByCountAndBytes() {
        queue = bounded(100);
        for (String element : List.of("a", "b", "c", "d", "e", "f")) {
            offer(element);
        }
        assertThat(texts(takeMany(id(1), 2, ALL))).containsExactly("a", "b");
        assertThat(texts(takeMany(id(1), ALL, 3))).containsExactly("c", "d");
        QueueAnswer.Drained one = takeMany(id(1), ALL, 1);
        assertThat(texts(one)).containsExactly("e");
        assertThat(one.left()).isEqualTo(1);
        QueueAnswer.Drained last = takeMany(id(1), ALL, 1);
        assertThat(texts(last)).containsExactly("f");
        assertThat(last.left()).isZero();
        assertThat(takeMany(id(1), ALL, ALL).elements()).isEmpty();
        assertThat(takeMany(id(1), 0, ALL).elements()).isEmpty();
    }

    @Test
    void takeManyAdmitsPuts() {
        fill();
        CommandId put = id(1);
        queue.apply(put, QueueCommand.put(body("d")), effects);
        assertThat(texts(takeMany(id(2), ALL, ALL))).containsExactly("a", "b", "c");
        assertThat(effects.takeCompleted()).containsExactly(put);
        assertThat(elements()).containsExactly("d");
    }

    @Test
    void removesByIdAndSaysWhichWereThere() {
        fill();
        CommandId put = id(1);
        queue.apply(put, QueueCommand.put(body("d")), effects);
        byte[] answer = queue.apply(id(2), QueueCommand.remove(1, 77, 0), effects);
        assertThat(QueueAnswer.removed(answer)).containsExactly(true, false, true);
        assertThat(effects.takeCompleted()).containsExactly(put);
        assertThat(elements()).containsExactly("c", "d");
    }

    @Test
    void clearRemovesAllButWhatIsInHand() {
        fill();
        CommandId taker = id(1);
        poll(taker);
        assertThat(QueueAnswer.count(queue.apply(id(1), QueueCommand.clear(), effects)))
                .isEqualTo(2);
        assertThat(queue.initial()).isFalse();
        queue.decline(taker, effects);
        assertThat(elements()).containsExactly("a");
    }

    @Test
    void contentsMayExceedNothingButAreAdded() {
        byte[] answer = queue.apply(id(1), QueueCommand.contents(List.of(body("a"), body("b"))), effects);
        assertThat(QueueAnswer.count(answer)).isEqualTo(2);
        assertThat(elements()).containsExactly("a", "b");
        assertThat(queue.initial()).isFalse();
    }

    @Test
    void peeks() {
        assertThat(QueueAnswer.element(queue.query(QueueQuery.peek()))).isNull();
        fill();
        assertThat(text(QueueAnswer.element(queue.query(QueueQuery.peek())))).isEqualTo("a");
        assertThat(size()).isEqualTo(3);
    }

    @Test
    void pagesAreBoundedAndSayWhetherMoreFollows() {
        queue = bounded(100);
        for (int i = 0; i < 10; i++) {
            offer("e" + i);
        }
        QueueAnswer.Page page = QueueAnswer.Page.of(queue.query(QueueQuery.page(QueueQuery.START, 4, ALL)));
        assertThat(page.last()).isFalse();
        assertThat(page.elements()).extracting(Element::id).containsExactly(0L, 1L, 2L, 3L);
        page = QueueAnswer.Page.of(queue.query(QueueQuery.page(3, ALL, 1)));
        assertThat(page.elements()).hasSize(1);
        page = QueueAnswer.Page.of(queue.query(QueueQuery.page(4, ALL, ALL)));
        assertThat(page.elements()).hasSize(5);
        assertThat(page.last()).isTrue();
        page = QueueAnswer.Page.of(queue.query(QueueQuery.page(9, ALL, ALL)));
        assertThat(page.elements()).isEmpty();
        assertThat(page.last()).isTrue();
    }

    @Test
    void refusesBytesThatAreNoCommandAndStaysAsItWas() {
        fill();
        List<byte[]> bad = List.of(
                new byte[0], new byte[] {0}, new byte[] {99}, new byte[] {QueueCommand.REMOVE, 100}, new byte[] {
                    QueueCommand.OFFER_ALL, 2, 0
                });
        for (byte[] command : bad) {
            assertThatThrownBy(() -> queue.apply(id(1), command, effects)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> queue.query(command)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(elements()).containsExactly("a", "b", "c");
    }

    @Test
    void snapshotComesInPieces() {
        queue = bounded(ALL);
        byte[] large = new byte[40_000];
        for (int i = 0; i < 20; i++) {
            queue.apply(id(1), QueueCommand.offer(large.clone()), effects);
        }
        CommandId drain = id(1);
        takeMany(drain, 3, ALL);
        StateMachine copy = bounded(ALL);
        List<Integer> lengths = new ArrayList<>();
        for (Iterator<byte[]> pieces = queue.snapshot(); pieces.hasNext(); ) {
            byte[] piece = pieces.next();
            lengths.add(piece.length);
            copy.restore(piece);
        }
        assertThat(lengths).hasSizeGreaterThan(5).allMatch(length -> length < 64 * 1024 + 40_100);
        copy.decline(drain, effects);
        queue.decline(drain, effects);
        queue = copy;
        assertThat(size()).isEqualTo(20);
        assertThat(QueueAnswer.Page.of(queue.query(QueueQuery.page(QueueQuery.START, ALL, ALL)))
                        .elements())
                .extracting(Element::id)
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(Long::valueOf).toList());
    }

    @Test
    void snapshotOfAnEmptyQueueHasAPiece() {
        assertThat(queue.snapshot().hasNext()).isTrue();
    }

    @Test
    void showsItself() {
        fill();
        CommandId put = id(4);
        queue.apply(put, QueueCommand.put(body("d")), effects);
        assertThat(queue.info().state()).isEqualTo("3 of 3 elements");
        assertThat(queue.info().waiting())
                .hasSize(1)
                .allMatch(one -> one.id().equals(put) && one.operation().equals("put"));
        poll(id(5));
        assertThat(queue.info().state()).isEqualTo("3 of 3 elements, 1 in hand");
        assertThat(bounded(ALL).info().state()).isEqualTo("0 elements");
    }

    @Test
    void capacityIsAtLeastOne() {
        assertThatThrownBy(() -> new QueueParameters(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("capacity: 0 (expected: at least 1)");
    }
}
