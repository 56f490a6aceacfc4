package io.dipc.objects.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
            line.append(element(i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(line.first().id()).isEqualTo(i);
            assertThat(line.removeFirst().id()).isEqualTo(i);
        }
        assertThat(line.size()).isZero();
        assertThat(line.first()).isNull();
        assertThatThrownBy(line::removeFirst).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void removesInTheMiddleOnce() {
        for (int i = 0; i < 10; i++) {
            line.append(element(i));
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
            line.append(element(i));
        }
        for (int i = 0; i < 4; i++) {
            line.removeFirst();
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
            line.append(element(i));
        }
        for (int i = 0; i < 99_990; i++) {
            line.removeFirst();
        }
        assertThat(ids()).hasSize(10).startsWith(99_990L).endsWith(99_999L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeATree(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Element> model = new TreeMap<>();
        List<Element> out = new ArrayList<>();
        long next = 0;
        for (int step = 0; step < 20_000; step++) {
            int choice = random.nextInt(100);
            if (choice < 45 - step / 4000 * 3) {
                Element element = element(next++);
                line.append(element);
                model.put(element.id(), element);
            } else if (choice < 70 && !model.isEmpty()) {
                Element first = line.removeFirst();
                assertThat(first).isSameAs(model.pollFirstEntry().getValue());
                out.add(first);
            } else if (choice < 80 && !out.isEmpty()) {
                Element back = out.remove(random.nextInt(out.size()));
                line.insert(back);
                model.put(back.id(), back);
            } else if (next > 0) {
                long id = random.nextLong(next);
                boolean there = model.remove(id) != null;
                assertThat(line.remove(id)).isEqualTo(there);
            }
            assertThat(line.size()).isEqualTo(model.size());
            if (step % 500 == 0) {
                assertThat(ids()).containsExactlyElementsOf(model.keySet());
                long after = random.nextLong(next + 1);
                List<Long> tail = new ArrayList<>();
                line.after(after).forEachRemaining(element -> tail.add(element.id()));
                assertThat(tail)
                        .containsExactlyElementsOf(model.tailMap(after, false).keySet());
            }
        }
        line.clear();
        assertThat(ids()).isEmpty();
    }

    private List<Long> ids() {
        List<Long> ids = new ArrayList<>();
        line.forEach(element -> ids.add(element.id()));
        return ids;
    }

    private static Element element(long id) {
        return new Element(id, new byte[1]);
    }
}
