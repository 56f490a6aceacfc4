package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElementLineTest {
    private final ElementLine line = new ElementLine();

    @Test
    void isFirstInFirstOut() {
        for (int i = 0; i < 100; i++) {
            line.add(End.LAST, element(i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(line.at(End.FIRST).id()).isEqualTo(i);
            assertThat(line.remove(End.FIRST).id()).isEqualTo(i);
        }
        assertThat(line.size()).isZero();
        assertThat(line.at(End.FIRST)).isNull();
        assertThatThrownBy(() -> line.remove(End.FIRST)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void removesInTheMiddleOnce() {
        for (int i = 0; i < 10; i++) {
            line.add(End.LAST, element(i));
        }
        assertThat(line.remove(4)).isTrue();
        assertThat(line.remove(4)).isFalse();
        assertThat(line.remove(99)).isFalse();
        assertThat(line.remove(-1)).isFalse();
        assertThat(line.size()).isEqualTo(9);
        assertThat(ids()).containsExactly(0L, 1L, 2L, 3L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void insertsAtTheOldPlace() {
        for (int i = 0; i < 6; i++) {
            line.add(End.LAST, element(i));
        }
        for (int i = 0; i < 4; i++) {
            line.remove(End.FIRST);
        }
        line.insert(element(3));
        line.insert(element(0));
        line.insert(element(2));
        line.insert(element(1));
        assertThat(ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void givesMemoryBackAndKeepsTheElements() {
        for (int i = 0; i < 100_000; i++) {
            line.add(End.LAST, element(i));
        }
        for (int i = 0; i < 99_990; i++) {
            line.remove(End.FIRST);
        }
        assertThat(ids()).hasSize(10).startsWith(99_990L).endsWith(99_999L);
    }

    @Test
    void removesAtBothEnds() {
        line.add(End.FIRST, element(-1));
        line.add(End.LAST, element(0));
        line.add(End.FIRST, element(-2));
        assertThat(line.at(End.LAST).id()).isZero();
        line.remove(0);
        assertThat(line.at(End.LAST).id()).isEqualTo(-1);
        assertThat(line.remove(End.LAST).id()).isEqualTo(-1);
        assertThat(line.remove(End.LAST).id()).isEqualTo(-2);
        assertThat(line.at(End.LAST)).isNull();
        assertThatThrownBy(() -> line.remove(End.LAST)).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeATree(long seed) {
        Random random = new Random(seed);
        boolean twoEnds = seed % 2 == 0;
        TreeMap<Long, Element> model = new TreeMap<>();
        List<Element> out = new ArrayList<>();
        long next = 0;
        long previous = -1;
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(100);
            End end = twoEnds && random.nextInt(3) == 0 ? End.FIRST : End.LAST;
            if (choice < 45 - step / 4000 * 3) {
                Element element = element(end == End.LAST ? next++ : previous--);
                line.add(end, element);
                model.put(element.id(), element);
            } else if (choice < 70 && !model.isEmpty()) {
                End from = twoEnds && random.nextInt(3) == 0 ? End.LAST : End.FIRST;
                assertThat(line.at(from)).isSameAs(inModel(model, from).getValue());
                Element removed = line.remove(from);
                assertThat(removed).isSameAs(inModel(model, from).getValue());
                model.remove(removed.id());
                out.add(removed);
            } else if (choice < 80 && !out.isEmpty()) {
                Element back = out.remove(random.nextInt(out.size()));
                line.insert(back);
                model.put(back.id(), back);
            } else if (next > 0) {
                long id = previous + 1 + random.nextLong(next - previous - 1);
                boolean there = model.remove(id) != null;
                assertThat(line.remove(id)).isEqualTo(there);
            }
            assertThat(line.size()).isEqualTo(model.size());
            if (step % 500 == 0) {
                assertThat(ids()).containsExactlyElementsOf(model.keySet());
                long from = previous + random.nextLong(next - previous + 1);
                assertThat(ids(line.after(from)))
                        .containsExactlyElementsOf(model.tailMap(from, false).keySet());
                assertThat(ids(line.before(from)))
                        .containsExactlyElementsOf(model.headMap(from, false).descendingKeySet());
                assertThat(ids(line.before(Long.MAX_VALUE))).containsExactlyElementsOf(model.descendingKeySet());
            }
        }
        line.clear();
        assertThat(ids()).isEmpty();
    }

    private static Map.Entry<Long, Element> inModel(TreeMap<Long, Element> model, End end) {
        return end == End.FIRST ? model.firstEntry() : model.lastEntry();
    }

    private List<Long> ids() {
        return ids(line.iterator());
    }

    private static List<Long> ids(Iterator<Element> elements) {
        List<Long> ids = new ArrayList<>();
        elements.forEachRemaining(element -> ids.add(element.id()));
        return ids;
    }

    private static Element element(long id) {
        return new Element(id, new byte[1]);
    }
}
