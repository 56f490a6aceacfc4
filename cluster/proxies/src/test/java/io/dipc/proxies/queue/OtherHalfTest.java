package io.dipc.proxies.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OnCrash;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** After this JVM was excluded, other elements may have the ids of those that it has seen before. */
class OtherHalfTest {
    private static final int MORE_THAN_A_PAGE = 1100;

    private final LocalCluster cluster = new LocalCluster();

    @Test
    void whatIsKnownOfTheOrderIsForgotten() {
        Queue<Object> queue = bind("k", new PriorityBlockingQueue<>());
        queue.addAll(List.of(10, 20, 30, 40));
        exclude(new PriorityBlockingQueue<>(), 1, 2, 3, 4);
        queue.addAll(List.of(15, 35, 0));
        assertThat(drained(queue)).containsExactly(0, 1, 2, 3, 4, 15, 35);
    }

    @Test
    void anIteratorRemovesNoOtherElement() {
        for (Supplier<Collection<Object>> maker :
                List.<Supplier<Collection<Object>>>of(LinkedBlockingQueue::new, LinkedTransferQueue::new)) {
            String key = maker.get().getClass().getName();
            Queue<Object> queue = bind(key, maker.get());
            queue.addAll(List.of("a", "b"));
            Iterator<Object> iterator = queue.iterator();
            assertThat(iterator.next()).isEqualTo("a");
            exclude(key, maker.get(), "c", "b");
            iterator.remove();
            assertThat(queue).containsExactly("c", "b");
            iterator.next();
            iterator.remove();
            assertThat(queue).containsExactly("c");
        }
    }

    @Test
    void aRemovalRemovesNoOtherElement() {
        Queue<Object> queue = bind("k", new LinkedBlockingQueue<>());
        queue.addAll(List.of("a", "b"));
        boolean removed = queue.removeIf(element -> {
            if (element.equals("a")) {
                exclude(new LinkedBlockingQueue<>(), "c", "b", "d");
            }
            return List.of("a", "b").contains(element);
        });
        assertThat(removed).isTrue();
        assertThat(queue).containsExactly("c", "d");
    }

    /** It is in front of what was read already. */
    @Test
    void aSearchFindsWhatIsThereAllTheTime() {
        List<BiPredicate<Queue<Object>, Object>> searches = List.of(Queue::contains, Queue::remove);
        for (int i = 0; i < searches.size(); i++) {
            String key = "k" + i;
            Queue<Object> queue = bind(key, new LinkedBlockingQueue<>());
            fill(queue);
            queue.add("sought");
            Object sought = soughtUntil("unsought", () -> exclude(key, new LinkedBlockingQueue<>(), "other", "sought"));
            assertThat(searches.get(i).test(queue, sought)).isTrue();
        }
    }

    @Test
    void aSearchFromTheTailFindsWhatIsThereAllTheTime() {
        Deque<Object> deque = (Deque<Object>) bind("k", new LinkedBlockingDeque<>());
        deque.add("sought");
        fill(deque);
        List<Object> others = new ArrayList<>(Collections.nCopies(MORE_THAN_A_PAGE, "other"));
        others.add("sought");
        Object sought = soughtUntil("unsought", () -> exclude(new LinkedBlockingDeque<>(), others.toArray()));
        assertThat(deque.removeLastOccurrence(sought)).isTrue();
        assertThat(deque).hasSize(MORE_THAN_A_PAGE).doesNotContain("sought");
    }

    @Test
    void whatIsFoundOnTheLastPageAndIsElsewhereThenIsRemovedThere() {
        Queue<Object> queue = bind("k", new LinkedBlockingQueue<>());
        queue.addAll(List.of("first", "sought"));
        Object sought = soughtUntil("sought", () -> exclude(new LinkedBlockingQueue<>(), "first", "other", "sought"));
        assertThat(queue.remove(sought)).isTrue();
        assertThat(queue).containsExactly("first", "other");
    }

    @Test
    void allThatIsThereAllTheTimeIsRemoved() {
        Queue<Object> queue = bind("k", new LinkedBlockingQueue<>());
        fill(queue);
        queue.add("sought");
        Object sought = soughtUntil("unsought", () -> exclude(new LinkedBlockingQueue<>(), "other", "sought"));
        assertThat(queue.removeIf(sought::equals)).isTrue();
        assertThat(queue).containsExactly("other");
    }

    @Test
    void anArrayHasWhatIsThereOnce() {
        Queue<Object> queue = bind("k", new LinkedBlockingQueue<>());
        queue.add(new Excluding());
        fill(queue);
        List<Object> others = Collections.nCopies(2 * MORE_THAN_A_PAGE, "other");
        Excluding.how = () -> exclude(new LinkedBlockingQueue<>(), others.toArray());
        assertThat(queue.toArray()).containsExactlyElementsOf(others);
    }

    /** This JVM is excluded while it reads one. */
    private static final class Excluding implements Serializable {
        private static final long serialVersionUID = 1L;
        private static Runnable how;

        private Object readResolve() {
            how.run();
            return "read";
        }
    }

    private static void fill(Queue<Object> queue) {
        queue.addAll(Collections.nCopies(MORE_THAN_A_PAGE, "unsought"));
    }

    /** Equals what is sought. Does something, once, when it is compared with some element. */
    private static Object soughtUntil(String element, Runnable then) {
        return new Object() {
            private boolean done;

            @Override
            public boolean equals(Object other) {
                if (!done && other.equals(element)) {
                    done = true;
                    then.run();
                }
                return other.equals("sought");
            }

            @Override
            public int hashCode() {
                return "sought".hashCode();
            }
        };
    }

    private void exclude(Collection<Object> local, Object... elements) {
        exclude("k", local, elements);
    }

    /** Others have gone on with these elements, from the beginning. */
    private void exclude(String key, Collection<Object> local, Object... elements) {
        Queue<Object> others = bind("others of " + key, local);
        others.addAll(List.of(elements));
        cluster.object(key).exclude(cluster.object("others of " + key));
    }

    private static List<Object> drained(Queue<Object> queue) {
        List<Object> all = new ArrayList<>();
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    @SuppressWarnings("unchecked") // the class of the value
    private Queue<Object> bind(String key, Collection<Object> local) {
        ProxyBinder binder = new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), false, type -> {}));
        return (Queue<Object>) binder.bind(
                local,
                new BindRequest(
                        "field App." + key,
                        key,
                        null,
                        true,
                        "java.lang.Object",
                        OtherHalfTest.class.getClassLoader(),
                        OnCrash.DEFAULT));
    }
}
