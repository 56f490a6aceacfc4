package io.dipc.proxies.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.OnCrash;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Elements of a priority queue that come from the other half of a cluster come to their places before anybody takes. */
class OrderAgainTest {
    private final LocalCluster cluster = new LocalCluster();
    private final PriorityBlockingQueue<Object> queue = bind("k", OrderAgainTest.class.getClassLoader());

    @AfterEach
    void everyGrantIsDecided() {
        assertThat(cluster.object("k").undecided()).isZero();
        assertThat(cluster.object("k").parked()).isZero();
    }

    @Test
    void takesAndLooksAreInOrder() throws InterruptedException {
        queue.addAll(List.of(50, 10, 30));
        offerAgain(20, 60, 5, 30);
        assertThat(queue).hasSize(7).contains(5, 10, 60);
        assertThat(queue.peek()).isEqualTo(5);
        assertThat(queue.take()).isEqualTo(5);
        offerAgain(4);
        assertThat(queue.poll()).isEqualTo(4);
        offerAgain(7, 3);
        assertThat(queue.poll(1, TimeUnit.MINUTES)).isEqualTo(3);
        offerAgain(6, 8);
        List<Object> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained, 4)).isEqualTo(4);
        assertThat(drained).containsExactly(6, 7, 8, 10);
        assertThat(queue.drainTo(drained)).isEqualTo(5);
        assertThat(drained).isSorted().endsWith(20, 30, 30, 50, 60);
    }

    @Test
    void whoPutsMeanwhileFindsThePlaceAmongThoseThatHaveOne() {
        queue.add(2);
        offerAgain(1, 3);
        queue.add(0);
        queue.add(4);
        assertThat(queue.remove(3)).isTrue();
        assertThat(queue.remove()).isEqualTo(0);
        assertThat(drained()).containsExactly(1, 2, 4);
    }

    @Test
    void threadsThatWaitPlaceThem() {
        try (Threads threads = new Threads()) {
            Threads.Running<Object> one = threads.start(queue::take);
            Threads.Running<Object> other = threads.start(() -> queue.poll(5, TimeUnit.MINUTES));
            Threads.await(() -> cluster.object("k").parked() == 2);
            offerAgain(3, 1, 2);
            assertThat(List.of(one.get(), other.get())).containsExactlyInAnyOrder(1, 2);
        }
        assertThat(drained()).containsExactly(3);
    }

    @Test
    void manyThreadsPlaceManyAndPutOthers() {
        List<Object> numbers = new ArrayList<>(IntStream.range(0, 1500).boxed().toList());
        Collections.shuffle(numbers, new Random(1));
        queue.addAll(numbers.subList(0, 300));
        offerAgain(numbers.subList(300, 1200).toArray());
        try (Threads threads = new Threads()) {
            List<Threads.Running<Object>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                List<Object> part = numbers.subList(1200 + 100 * i, 1300 + 100 * i);
                running.add(threads.start(() -> queue.addAll(part)));
                running.add(threads.start(queue::peek));
            }
            running.forEach(Threads.Running::get);
        }
        assertThat(drained())
                .containsExactlyElementsOf(IntStream.range(0, 1500).boxed().toList());
    }

    @Test
    void comparatorDecides() {
        PriorityBlockingQueue<Object> lengths = bind(
                "lengths",
                OrderAgainTest.class.getClassLoader(),
                new PriorityBlockingQueue<>(1, Comparator.comparing(each -> ((String) each).length())));
        lengths.add("two");
        queue.addAll(List.of("a", "four"));
        cluster.object("lengths").offerAgain(cluster.object("k").elements());
        queue.clear();
        assertThat(lengths.poll()).isEqualTo("a");
        assertThat(lengths.poll()).isEqualTo("two");
        assertThat(lengths.poll()).isEqualTo("four");
    }

    @Test
    void whoCannotReadThemIsToldAndOthersPlaceThem() {
        PriorityBlockingQueue<Object> ignorant = bind("k", ClassLoader.getPlatformClassLoader());
        offerAgain(new Own(2), new Own(1));
        for (Threads.Body read : List.<Threads.Body>of(ignorant::take, ignorant::poll, ignorant::peek)) {
            assertThatThrownBy(read::run)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining(Own.class.getName());
        }
        assertThat(drained()).containsExactly(new Own(1), new Own(2));
    }

    /** An element of a class that not every loader knows. */
    private record Own(int number) implements Comparable<Own>, java.io.Serializable {
        @Override
        public int compareTo(Own other) {
            return Integer.compare(number, other.number);
        }
    }

    private List<Object> drained() {
        List<Object> all = new ArrayList<>();
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    /** As they were put into another queue. */
    private void offerAgain(Object... elements) {
        PriorityBlockingQueue<Object> other = bind("other", OrderAgainTest.class.getClassLoader());
        for (Object element : elements) {
            other.add(element);
        }
        cluster.object("k").offerAgain(cluster.object("other").elements());
        other.clear();
    }

    private PriorityBlockingQueue<Object> bind(String key, ClassLoader loader) {
        return bind(key, loader, new PriorityBlockingQueue<>());
    }

    @SuppressWarnings("unchecked") // the class of the value
    private PriorityBlockingQueue<Object> bind(String key, ClassLoader loader, PriorityBlockingQueue<Object> local) {
        ProxyBinder binder = new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), false, type -> {}));
        return (PriorityBlockingQueue<Object>) binder.bind(
                local,
                new BindRequest("field App." + key, key, null, true, "java.lang.Object", loader, OnCrash.DEFAULT));
    }
}
