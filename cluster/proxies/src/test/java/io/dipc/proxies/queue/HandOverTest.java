package io.dipc.proxies.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.OnCrash;
import io.dipc.engine.Grant;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.LocalObjectHandle;
import io.dipc.proxies.testing.Threads;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to elements that cannot be handed over, and to grants whatever happens. */
class HandOverTest {
    private final LocalCluster cluster = new LocalCluster();
    /** Of a class loader that knows the elements. */
    private final BlockingQueue<Object> queue =
            bind(HandOverTest.class.getClassLoader(), new LinkedBlockingQueue<>(10));
    /** The same queue for a class loader that does not. */
    private final BlockingQueue<Object> ignorant =
            bind(ClassLoader.getPlatformClassLoader(), new LinkedBlockingQueue<>(10));

    @AfterEach
    void everyGrantIsDecided() {
        assertThat(cluster.object("k").undecided()).isZero();
        assertThat(cluster.object("k").parked()).isZero();
    }

    @Test
    void elementThatCannotBeReadStays() {
        queue.add(new Own(1));
        queue.add("readable");
        List<Threads.Body> reads = List.of(
                ignorant::take,
                ignorant::poll,
                () -> ignorant.poll(1, TimeUnit.SECONDS),
                ignorant::remove,
                ignorant::peek,
                ignorant::element,
                ignorant::toArray,
                ignorant::toString,
                () -> ignorant.contains("x"),
                () -> ignorant.removeIf(element -> true),
                () -> ignorant.iterator().next(),
                () -> ignorant.drainTo(new ArrayList<>()));
        for (Threads.Body read : reads) {
            assertThatThrownBy(read::run)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("Key \"k\"")
                    .hasMessageContaining(Own.class.getName());
        }
        assertThat(queue).containsExactly(new Own(1), "readable");
        assertThat(queue.poll()).isEqualTo(new Own(1));
        assertThat(ignorant.poll()).isEqualTo("readable");
    }

    @Test
    void parkedTakeThatCannotReadWhatComesGivesItToTheNext() {
        try (Threads threads = new Threads()) {
            Threads.Running<Object> cannot = threads.start(ignorant::take);
            Threads.await(() -> cluster.object("k").parked() == 1);
            Threads.Running<Object> can = threads.start(queue::take);
            Threads.await(() -> cluster.object("k").parked() == 2);
            queue.add(new Own(1));
            assertThat(cannot.failure()).isInstanceOf(ElementException.class);
            assertThat(can.get()).isEqualTo(new Own(1));
        }
    }

    @Test
    void iteratorGoesOnBehindAnElementThatCannotBeRead() {
        queue.add(new Own(1));
        queue.add("readable");
        var iterator = ignorant.iterator();
        assertThatThrownBy(iterator::next).isInstanceOf(ElementException.class);
        iterator.remove();
        assertThat(iterator.next()).isEqualTo("readable");
        assertThat(queue).containsExactly("readable");
    }

    @Test
    void drainThatFailsInTheMiddleKeepsWhatWasHandedOver() {
        queue.addAll(List.of("a", "b", new Own(1), "c"));
        List<Object> target = new ArrayList<>();
        assertThatThrownBy(() -> ignorant.drainTo(target)).isInstanceOf(ElementException.class);
        assertThat(target).containsExactly("a", "b");
        assertThat(queue).containsExactly(new Own(1), "c");
    }

    /** All that it had goes back then, and some of it to others, in the next session of the same JVM. */
    @Test
    void drainThatFailsAfterAnExclusionPutsBackNothingThatOthersHave() {
        queue.addAll(List.of("a", "b", "c"));
        LocalObjectHandle object = cluster.object("k");
        List<Grant> others = new ArrayList<>();
        Collection<Object> target = new AbstractList<>() {
            @Override
            public boolean add(Object element) {
                if (element.equals("b")) {
                    object.exclude();
                    others.add(object.awaitNow(QueueCommand.takeMany(2, 99)));
                    throw new IllegalStateException("refused");
                }
                return true;
            }

            @Override
            public Object get(int index) {
                throw new IndexOutOfBoundsException(index);
            }

            @Override
            public int size() {
                return 0;
            }
        };
        assertThatIllegalStateException().isThrownBy(() -> queue.drainTo(target));
        assertThat(queue).containsExactly("c");
        others.forEach(Grant::accept);
        assertThat(queue).containsExactly("c");
    }

    @Test
    void elementThatCannotBeWrittenIsNotAdded() {
        Object thread = new Thread();
        List<Threads.Body> writes = List.of(
                () -> queue.add(thread),
                () -> queue.offer(thread),
                () -> queue.put(thread),
                () -> queue.offer(thread, 1, TimeUnit.SECONDS));
        for (Threads.Body write : writes) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("java.lang.Thread");
        }
        assertThat(queue).isEmpty();
        assertThatThrownBy(() -> queue.addAll(List.of("a", thread, "b"))).isInstanceOf(ElementException.class);
        assertThat(queue).containsExactly("a");
    }

    @Test
    void fullQueueComesBeforeALaterElementThatCannotBeWritten() {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            elements.add(i);
        }
        elements.add(new Thread());
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.addAll(elements))
                .withMessage("Queue full");
        assertThat(queue).hasSize(10);
    }

    @Test
    void otherProxyOfTheSameQueueIsTheQueueItself() {
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(ignorant));
        assertThatIllegalArgumentException().isThrownBy(() -> queue.addAll(ignorant));
    }

    private record Own(int number) {}

    @SuppressWarnings("unchecked") // the class of the value
    private BlockingQueue<Object> bind(ClassLoader loader, BlockingQueue<Object> local) {
        return (BlockingQueue<Object>) binder().bind(local, request("k", loader));
    }

    private ProxyBinder binder() {
        return new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), false, type -> {}));
    }

    private static BindRequest request(String key, ClassLoader loader) {
        return new BindRequest("field App." + key, key, null, true, "java.lang.Object", loader, OnCrash.DEFAULT);
    }
}
