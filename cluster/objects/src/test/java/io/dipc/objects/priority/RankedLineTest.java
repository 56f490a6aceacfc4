package io.dipc.objects.priority;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.priority.RankedLine.Place;
import io.dipc.objects.priority.RankedLine.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankedLineTest {
    private final RankedLine line = new RankedLine();
    private final List<Place> model = new ArrayList<>();
    private final Map<Place, State> states = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isAsAListIs(long seed) {
        Random random = new Random(seed);
        int growth = 60;
        for (int step = 0; step < 4_000; step++) {
            if (step % 1_000 == 0) {
                growth = 20 + random.nextInt(70);
            }
            if (random.nextInt(100) < growth || model.isEmpty()) {
                insert(random, step);
            } else if (random.nextBoolean()) {
                Place removed = model.remove(random.nextInt(model.size()));
                line.remove(removed);
                states.remove(removed);
            } else {
                set(model.get(random.nextInt(model.size())), State.values()[random.nextInt(3)]);
            }
            if (step % 20 == 0) {
                check(random);
            }
        }
    }

    private void insert(Random random, int id) {
        Place place = new Place(id);
        int at = random.nextInt(model.size() + 1);
        if (at == model.size()) {
            line.append(place);
        } else if (at > 0 && random.nextBoolean()) {
            line.insertAfter(place, model.get(at - 1));
        } else {
            line.insertBefore(place, model.get(at));
        }
        model.add(at, place);
        set(place, State.values()[random.nextInt(3)]);
    }

    private void set(Place place, State state) {
        line.set(place, state);
        states.put(place, state);
    }

    private void check(Random random) {
        assertThat(line).containsExactlyElementsOf(model);
        List<Place> present = model.stream()
                .filter(place -> states.get(place) == State.PRESENT)
                .toList();
        assertThat(line.present()).toIterable().containsExactlyElementsOf(present);
        assertThat(line.firstPresent()).isEqualTo(present.isEmpty() ? null : present.get(0));
        int from = random.nextInt(model.size() + 1) - 1;
        int to = from + 1 + random.nextInt(model.size() - from);
        Place after = from < 0 ? null : model.get(from);
        Place before = to == model.size() ? null : model.get(to);
        List<Place> between = model.subList(from + 1, to).stream()
                .filter(place -> states.get(place) != State.GONE)
                .toList();
        RankedLine.Stretch stretch = line.between(after, before);
        assertThat(stretch.count()).isEqualTo(between.size());
        assertThat(stretch.places()).isEqualTo(model.subList(from + 1, to));
        int pieces = 1 + random.nextInt(40);
        int picks = Math.min(pieces, between.size());
        List<Place> expected = new ArrayList<>();
        for (int i = 0; i < picks; i++) {
            expected.add(between.get((i + 1) * between.size() / (picks + 1)));
        }
        assertThat(stretch.pick(pieces)).isEqualTo(expected);
        if (after != null && before != null) {
            assertThat(line.inOrder(after, before)).isTrue();
            assertThat(line.inOrder(before, after)).isFalse();
        }
    }
}
