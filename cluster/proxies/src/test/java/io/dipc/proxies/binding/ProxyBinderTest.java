package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.Delivery;
import io.dipc.Execution;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.queue.DistributedArrayBlockingQueue;
import io.dipc.proxies.queue.DistributedConcurrentLinkedDeque;
import io.dipc.proxies.queue.DistributedConcurrentLinkedQueue;
import io.dipc.proxies.queue.DistributedLinkedBlockingDeque;
import io.dipc.proxies.queue.DistributedLinkedBlockingQueue;
import io.dipc.proxies.semaphore.DistributedSemaphore;
import io.dipc.proxies.testing.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which objects become proxies of which class, and that one object is one proxy. */
class ProxyBinderTest extends BinderFixture {
    @Test
    void proxyHasTheClassOfTheValue() {
        assertThat(bind(new ArrayBlockingQueue<>(3), "a")).isExactlyInstanceOf(DistributedArrayBlockingQueue.class);
        assertThat(bind(new LinkedBlockingQueue<>(), "b")).isExactlyInstanceOf(DistributedLinkedBlockingQueue.class);
        assertThat(bind(new Semaphore(1), "c")).isExactlyInstanceOf(DistributedSemaphore.class);
        assertThat(bind(new LinkedBlockingDeque<>(), "d")).isExactlyInstanceOf(DistributedLinkedBlockingDeque.class);
        assertThat(bind(new ConcurrentLinkedQueue<>(), "e"))
                .isExactlyInstanceOf(DistributedConcurrentLinkedQueue.class);
        assertThat(bind(new ConcurrentLinkedDeque<>(), "f"))
                .isExactlyInstanceOf(DistributedConcurrentLinkedDeque.class);
    }

    static Stream<Object> everyType() {
        return Stream.of(
                new ArrayBlockingQueue<>(1),
                new LinkedBlockingQueue<>(),
                new LinkedBlockingDeque<>(),
                new PriorityBlockingQueue<>(),
                new DelayQueue<>(),
                new SynchronousQueue<>(),
                new LinkedTransferQueue<>(),
                new ConcurrentLinkedQueue<>(),
                new ConcurrentLinkedDeque<>(),
                new Semaphore(1));
    }

    @ParameterizedTest
    @MethodSource("everyType")
    void declaredTypeMayBeAnythingThatTheProxyIs(Object local) {
        for (Class<?> type : typesOf(local.getClass())) {
            assertThat(binder.bind(local, request("k", true, type.getName())))
                    .as(type.getName())
                    .isInstanceOf(local.getClass())
                    .isInstanceOf(DistributedProxy.class);
        }
    }

    /** A class with all its superclasses and superinterfaces. */
    private static Set<Class<?>> typesOf(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>(Set.of(type));
        if (type.getSuperclass() != null) {
            types.addAll(typesOf(type.getSuperclass()));
        }
        for (Class<?> one : type.getInterfaces()) {
            types.addAll(typesOf(one));
        }
        return types;
    }

    @Test
    void declaredTypeThatNoProxyHasIsRefused() {
        assertThatThrownBy(() -> binder.bind(
                        new ArrayBlockingQueue<>(1), request("k", true, "java.util.concurrent.TransferQueue")))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("field App.k")
                .hasMessageContaining("java.util.concurrent.TransferQueue");
        assertThat(cluster.opened()).isZero();
    }

    @Test
    void nullStaysNull() {
        assertThat(binder.bind(null, request("k", true, "java.util.Queue"))).isNull();
        assertThat(cluster.opened()).isZero();
    }

    static Stream<Object> unsupported() {
        return Stream.of(
                new LinkedList<>(),
                new ArrayDeque<>(),
                new PriorityQueue<>(),
                new CopyOnWriteArrayList<>(),
                new Semaphore(1) {
                    private static final long serialVersionUID = 1L;
                },
                new ArrayBlockingQueue<>(1) {
                    private static final long serialVersionUID = 1L;
                });
    }

    @Test
    void rendezvousCannotKeepWhatWasTaken() {
        for (Object queue : List.of(new SynchronousQueue<>(), new LinkedTransferQueue<>())) {
            BindRequest request = new BindRequest(
                    "field A.q",
                    "q",
                    null,
                    true,
                    "java.lang.Object",
                    getClass().getClassLoader(),
                    OnCrash.DEFAULT,
                    Delivery.AT_LEAST_ONCE,
                    Execution.AT_MOST_ONCE);
            assertThatThrownBy(() -> binder.bind(queue, request))
                    .isInstanceOf(NotDistributableException.class)
                    .hasMessageContainingAll("field A.q", queue.getClass().getName(), "delivery = AT_LEAST_ONCE");
        }
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void otherClassesAreRefused(Object value) {
        assertThatThrownBy(() -> bind(value, "k"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageStartingWith("field App.k: an object of class "
                        + value.getClass().getName() + " cannot be distributed (expected: ")
                .hasMessageContaining("; store one of these");
        assertThat(cluster.opened()).isZero();
    }

    @Test
    void sameObjectInASecondPlaceIsTheSameProxy() {
        Queue<String> local = new LinkedBlockingQueue<>();
        Object first = bind(local, "k");
        assertThat(binder.bind(local, request("other", false, "java.util.Queue")))
                .isSameAs(first);
        assertThat(binder.bind(local, request("k", true, "java.util.Queue"))).isSameAs(first);
        assertThat(cluster.opened()).isEqualTo(1);
    }

    @Test
    void sameObjectUnderADifferentExplicitKeyIsAnError() {
        Queue<String> local = new LinkedBlockingQueue<>();
        bind(local, "k");
        assertThatThrownBy(() -> bind(local, "other"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("field App.other")
                .hasMessageContaining("\"other\"")
                .hasMessageContaining("\"k\"")
                .hasMessageContaining("field App.k");
    }

    @Test
    void proxyStoredAgainIsItself() {
        Object proxy = bind(new Semaphore(1), "k");
        assertThat(binder.bind(proxy, request("k", true, "java.util.concurrent.Semaphore")))
                .isSameAs(proxy);
        assertThat(binder.bind(proxy, request("other", false, "java.util.concurrent.Semaphore")))
                .isSameAs(proxy);
        assertThatThrownBy(() -> bind(proxy, "other"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("one object is one key");
        assertThat(cluster.opened()).isEqualTo(1);
    }

    @Test
    void equalButDifferentObjectsAreDifferentProxiesOfOneKey() {
        Queue<String> first = queue(bind(new LinkedBlockingQueue<>(5), "k"));
        Queue<String> second = queue(bind(new LinkedBlockingQueue<>(5), "k"));
        assertThat(second).isNotSameAs(first);
        first.add("a");
        assertThat(second.poll()).isEqualTo("a");
        assertThat(cluster.opened()).isEqualTo(2);
    }

    @Test
    void clusterThatCannotBeHadIsTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        ProxyBinder flaky = binder(
                () -> {
                    if (tries.incrementAndGet() == 1) {
                        throw new ClusterUnavailableException("not yet");
                    }
                    return cluster;
                },
                false);
        Queue<String> local = new LinkedBlockingQueue<>(List.of("a"));
        assertThatThrownBy(() -> flaky.bind(local, request("k", true, "java.util.Queue")))
                .isInstanceOf(ClusterUnavailableException.class);
        assertThat(queue(flaky.bind(local, request("k", true, "java.util.Queue"))))
                .hasSize(1);
        assertThat(tries).hasValue(2);
    }

    @Test
    void oneObjectBoundByManyThreadsIsOneProxy() {
        try (Threads threads = new Threads()) {
            for (int round = 0; round < 20; round++) {
                Queue<String> local = new LinkedBlockingQueue<>();
                String key = "k" + round;
                List<Threads.Running<Object>> all = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    all.add(threads.start(() -> bind(local, key)));
                }
                Set<Object> proxies = new HashSet<>();
                for (Threads.Running<Object> one : all) {
                    proxies.add(System.identityHashCode(one.get()));
                }
                assertThat(proxies).hasSize(1);
            }
        }
    }

    @Test
    void localObjectsAndProxiesAreForgotten() {
        List<WeakReference<Object>> references = references(new LinkedBlockingQueue<>());
        Threads.await(() -> {
            System.gc();
            return references.stream().allMatch(each -> each.refersTo(null));
        });
    }

    /** To a local object and its proxy. */
    private List<WeakReference<Object>> references(Queue<String> local) {
        return List.of(new WeakReference<>(local), new WeakReference<>(bind(local, "k")));
    }

    @Test
    void requestHasOneKindOfKey() {
        assertThatThrownBy(() -> new BindRequest("p", null, null, true, "x", null, OnCrash.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BindRequest("p", "k", () -> "k", true, "x", null, OnCrash.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
