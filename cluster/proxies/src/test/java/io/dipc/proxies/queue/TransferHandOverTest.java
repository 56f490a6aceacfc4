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
import java.util.Comparator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to who gives when who takes cannot read the element. */
class TransferHandOverTest {
    private final LocalCluster cluster = new LocalCluster();
    private final Threads threads = new Threads();

    @AfterEach
    void everyGrantIsDecided() {
        threads.close();
        assertThat(cluster.object("k").undecided()).isZero();
        assertThat(cluster.object("k").parked()).isZero();
    }

    @Test
    void transferWaitsOnWhenItsTakerCannotReadTheElement() {
        LinkedTransferQueue<Object> queue = bind(new LinkedTransferQueue<>(), true);
        LinkedTransferQueue<Object> ignorant = bind(new LinkedTransferQueue<>(), false);
        Threads.Running<Object> cannot = threads.start(ignorant::take);
        Threads.await(() -> queue.getWaitingConsumerCount() == 1);
        Threads.Running<Void> transfer = threads.run(() -> queue.transfer(new Own(1)));
        assertThat(cannot.failure()).isInstanceOf(ElementException.class);
        Threads.await(() -> queue.size() == 1);
        assertThat(transfer.isDone()).isFalse();
        assertThat(queue.poll()).isEqualTo(new Own(1));
        transfer.get();
    }

    @Test
    void transferGoesToTheNextTakerWhenTheFirstCannotReadTheElement() {
        SynchronousQueue<Object> queue = bind(new SynchronousQueue<>(), true);
        SynchronousQueue<Object> ignorant = bind(new SynchronousQueue<>(), false);
        Threads.Running<Object> cannot = threads.start(ignorant::take);
        Threads.await(() -> cluster.object("k").parked() == 1);
        Threads.Running<Object> can = threads.start(queue::take);
        Threads.await(() -> cluster.object("k").parked() == 2);
        assertThat(queue.offer(new Own(1))).isTrue();
        assertThat(cannot.failure()).isInstanceOf(ElementException.class);
        assertThat(can.get()).isEqualTo(new Own(1));
    }

    @Test
    void offerThatFindsNobodyWhoCanReadTheElementHasNoEffect() {
        SynchronousQueue<Object> queue = bind(new SynchronousQueue<>(), true);
        SynchronousQueue<Object> ignorant = bind(new SynchronousQueue<>(), false);
        Threads.Running<Object> cannot = threads.start(ignorant::take);
        Threads.await(() -> cluster.object("k").parked() == 1);
        assertThat(queue.offer(new Own(1))).isFalse();
        assertThat(cannot.failure()).isInstanceOf(ElementException.class);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void elementThatCannotBeComparedHereIsNotAdded() {
        Comparator<Object> order = Comparator.comparing(Object::toString);
        PriorityBlockingQueue<Object> queue = bind(new PriorityBlockingQueue<>(1, order), true);
        PriorityBlockingQueue<Object> ignorant = bind(new PriorityBlockingQueue<>(1, order), false);
        queue.add(new Own(1));
        assertThatThrownBy(() -> ignorant.add("text")).isInstanceOf(ElementException.class);
        queue.add("a");
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isEqualTo(new Own(1));
        ignorant.add("b");
        assertThat(queue.poll()).isEqualTo("a");
        assertThat(queue.poll()).isEqualTo("b");
    }

    private record Own(int number) {}

    /**
     * @param knows whether the class loader knows the elements
     */
    @SuppressWarnings("unchecked") // the class of the value
    private <Q extends BlockingQueue<Object>> Q bind(Q local, boolean knows) {
        ClassLoader loader = knows ? getClass().getClassLoader() : ClassLoader.getPlatformClassLoader();
        ProxyBinder binder = new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), false, type -> {}));
        return (Q) binder.bind(
                local, new BindRequest("field App.k", "k", null, true, "java.lang.Object", loader, OnCrash.DEFAULT));
    }
}
