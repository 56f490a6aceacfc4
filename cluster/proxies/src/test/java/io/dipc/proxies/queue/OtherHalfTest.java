package io.dipc.proxies.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OnCrash;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** After this JVM was excluded, other elements may have the ids of those that it has seen before. */
class OtherHalfTest {
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
            return true;
        });
        assertThat(removed).isTrue();
        assertThat(queue).containsExactly("c", "d");
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
