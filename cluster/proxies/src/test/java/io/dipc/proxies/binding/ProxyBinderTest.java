package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.Delivery;
import io.dipc.ElementException;
import io.dipc.Execution;
import io.dipc.KindMismatchException;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.engine.Cluster;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.queue.DistributedArrayBlockingQueue;
import io.dipc.proxies.queue.DistributedConcurrentLinkedDeque;
import io.dipc.proxies.queue.DistributedConcurrentLinkedQueue;
import io.dipc.proxies.queue.DistributedLinkedBlockingDeque;
import io.dipc.proxies.queue.DistributedLinkedBlockingQueue;
import io.dipc.proxies.semaphore.DistributedSemaphore;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Warnings;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProxyBinderTest {
    private final LocalCluster cluster = new LocalCluster();
    private final ProxyBinder binder = binder(() -> cluster, false);
    private Warnings warnings;

    @BeforeEach
    void catchWarnings() {
        warnings = new Warnings("io.dipc.proxies.binding");
    }

    @AfterEach
    void expectNoMoreWarnings() {
        List<String> rest = warnings.take();
        warnings.close();
        assertThat(rest).isEmpty();
    }

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
    void queuesOfOneKindShareAKey() {
        BlockingQueue<String> blocking = queue(bind(new LinkedBlockingQueue<>(), "q"));
        Queue<?> other = (Queue<?>) bind(new ConcurrentLinkedQueue<>(), "q");
        blocking.add("a");
        assertThat(other.poll()).isEqualTo("a");
        BlockingQueue<String> blockingDeque = queue(bind(new LinkedBlockingDeque<>(), "d"));
        Deque<?> otherDeque = (Deque<?>) bind(new ConcurrentLinkedDeque<>(), "d");
        blockingDeque.add("a");
        assertThat(otherDeque.pollLast()).isEqualTo("a");
        assertThatThrownBy(() -> bind(new LinkedBlockingQueue<>(), "d")).isInstanceOf(KindMismatchException.class);
    }

    @Test
    void classWithoutABoundDoesNotJoinABoundedQueue() {
        bind(new LinkedBlockingQueue<>(3), "q");
        assertThatThrownBy(() -> bind(new ConcurrentLinkedQueue<>(), "q"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("key \"q\" is capacity 3 instead of unbounded")
                .hasMessageContaining("make both unbounded, or give one another key");
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
    void arrayAndLinkedQueuesShareAKey() {
        Queue<String> first = queue(bind(new LinkedBlockingQueue<>(5), "k"));
        Queue<String> second = queue(bind(new ArrayBlockingQueue<>(5), "k"));
        first.add("a");
        assertThat(second).containsExactly("a");
    }

    @Test
    void otherKindIsAnError() {
        bind(new LinkedBlockingQueue<>(5), "k");
        assertThatThrownBy(() -> bind(new Semaphore(1), "k")).isInstanceOf(KindMismatchException.class);
    }

    @Test
    void firstContentsAreTheContents() {
        BlockingQueue<Object> local = new ArrayBlockingQueue<>(4);
        local.add("a");
        local.add(new Plain(3));
        BlockingQueue<?> proxy = queue(bind(local, "k"));
        assertThat(proxy.poll()).isEqualTo("a");
        assertThat(proxy.poll()).isInstanceOf(Plain.class);
        assertThat(proxy.remainingCapacity()).isEqualTo(4);
    }

    @Test
    void laterContentsAreDroppedWithAWarning() {
        bind(new LinkedBlockingQueue<>(List.of("a")), "k");
        Queue<?> second = queue(bind(new LinkedBlockingQueue<>(List.of("b", "c")), "k"));
        assertThat(second).extracting(Object::toString).containsExactly("a");
        assertThat(warnings.take())
                .containsExactly(
                        "key \"k\" existed: the 2 elements that were in the queue stored in field App.k are dropped");
    }

    @Test
    void contentsThatCannotTravelAreAnError() {
        Queue<Object> local = new LinkedBlockingQueue<>();
        local.add(new Thread());
        assertThatThrownBy(() -> bind(local, "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThat(cluster.opened()).isZero();
    }

    @Test
    void otherCapacityIsOneWarning() {
        bind(new ArrayBlockingQueue<>(10), "k");
        BlockingQueue<?> second = queue(bind(new ArrayBlockingQueue<>(20), "k"));
        assertThat(second.remainingCapacity()).isEqualTo(10);
        assertThat(warnings.take())
                .containsExactly("key \"k\" is capacity 10 instead of capacity 20: it was created by field App.k in"
                        + " tester, and the one of field App.k does not count");
        bind(new LinkedBlockingQueue<>(), "k");
        assertThat(warnings.take()).singleElement().asString().contains("capacity 10 instead of unbounded");
    }

    @Test
    void otherParametersOfASemaphoreAreOneWarning() {
        bind(new Semaphore(1), "k");
        Semaphore second = (Semaphore) bind(new Semaphore(2, true), "k");
        assertThat(second.isFair()).isFalse();
        assertThat(warnings.take())
                .singleElement()
                .asString()
                .contains("key \"k\" is built with 1 permits instead of 2, nonfair instead of fair");
        bindSemaphore(1, "k", OnCrash.KEEP);
        assertThat(warnings.take()).singleElement().asString().contains("onCrash RELEASE instead of onCrash KEEP");
        bindSemaphore(1, "k", OnCrash.RELEASE);
    }

    @Test
    void otherParametersAreAnErrorIfAskedFor() {
        ProxyBinder strict = binder(() -> cluster, true);
        strict.bind(new ArrayBlockingQueue<>(10), request("k", true, "java.util.Queue"));
        assertThatThrownBy(() -> strict.bind(new ArrayBlockingQueue<>(20), request("k", true, "java.util.Queue")))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("capacity 10 instead of capacity 20")
                .hasMessageContaining("mismatch=warn");
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT,1,true", "DEFAULT,0,false", "DEFAULT,-1,false", "RELEASE,0,true", "KEEP,5,false"})
    void defaultOnCrashGoesByThePermits(OnCrash onCrash, int permits, boolean released) {
        Semaphore proxy = bindSemaphore(permits, "k", onCrash);
        assertThat(proxy.availablePermits()).isEqualTo(permits);
        assertThat(SemaphoreParameters.of(cluster.object("k").descriptor().parameters()))
                .isEqualTo(new SemaphoreParameters(permits, false, released));
    }

    @Test
    void permitsAreThoseAtTheStore() {
        Semaphore local = new Semaphore(5);
        local.acquireUninterruptibly(2);
        assertThat(((Semaphore) bind(local, "k")).availablePermits()).isEqualTo(3);
    }

    @Test
    void lateKeyIsAskedForAtTheFirstUse() {
        AtomicInteger asked = new AtomicInteger();
        Queue<String> proxy = queue(binder.bind(new LinkedBlockingQueue<>(List.of("a")), late(() -> {
            asked.incrementAndGet();
            return "orders-eu";
        })));
        assertThat(asked).hasValue(0);
        assertThat(cluster.opened()).isZero();
        assertThat(proxy.poll()).isEqualTo("a");
        proxy.add("b");
        assertThat(asked).hasValue(1);
        assertThat(cluster.opened()).isEqualTo(1);
        assertThat(((DistributedProxy) proxy).distributedKey()).isEqualTo("orders-eu");
    }

    @Test
    void lateKeyThatFailsIsAskedForAgain() {
        AtomicInteger asked = new AtomicInteger();
        Queue<String> proxy = queue(binder.bind(new LinkedBlockingQueue<>(), late(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new NotDistributableException("region is null");
            }
            return "orders-eu";
        })));
        assertThatThrownBy(proxy::poll).isInstanceOf(NotDistributableException.class);
        assertThatThrownBy(() -> proxy.add("x")).hasMessage("region is null");
        assertThat(proxy.poll()).isNull();
        assertThat(asked).hasValue(3);
    }

    @Test
    void lateKeyIsAskedForOnceByManyThreads() {
        AtomicInteger asked = new AtomicInteger();
        Queue<Integer> proxy = queue(binder.bind(new LinkedBlockingQueue<>(), late(() -> {
            asked.incrementAndGet();
            return "orders-eu";
        })));
        try (Threads threads = new Threads()) {
            List<Threads.Running<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int element = i;
                all.add(threads.start(() -> proxy.add(element)));
            }
            all.forEach(Threads.Running::get);
        }
        assertThat(proxy).hasSize(8);
        assertThat(asked).hasValue(1);
    }

    @Test
    void proxyWithALateKeyComesBackAsItself() {
        Queue<Object> proxy = queue(binder.bind(new LinkedBlockingQueue<>(), late(() -> "orders-eu")));
        proxy.add(proxy);
        assertThat(proxy.contains(proxy)).isTrue();
        assertThat(proxy.poll()).isSameAs(proxy);
    }

    @Test
    void lateKeyOfASecondPlaceIsCheckedAtItsFirstUse() {
        Queue<String> local = new LinkedBlockingQueue<>();
        Queue<String> first = queue(bind(local, "orders-eu"));
        Queue<String> same = queue(binder.bind(local, late(() -> "orders-eu")));
        Queue<String> other = queue(binder.bind(local, late(() -> "orders-us")));
        first.add("a");
        assertThat(same.poll()).isEqualTo("a");
        assertThatThrownBy(other::poll)
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("\"orders-us\"")
                .hasMessageContaining("\"orders-eu\"");
        assertThat(cluster.opened()).isEqualTo(1);
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
    void proxyThatWasNeverUsedIsForgottenWithItsOwner() {
        WeakReference<Owner> owner = new WeakReference<>(new Owner(binder));
        Threads.await(() -> {
            System.gc();
            return owner.refersTo(null);
        });
    }

    @ParameterizedTest
    @EnumSource(OnCrash.class)
    void foreignReleaseIsExplainedOnceWhereTheChoiceWasNotMade(OnCrash onCrash) {
        Semaphore proxy = bindSemaphore(2, "k", onCrash);
        cluster.object("k").acquireAs(99, 2);
        proxy.release();
        proxy.release();
        if (onCrash == OnCrash.DEFAULT) {
            assertThat(warnings.take())
                    .singleElement()
                    .asString()
                    .startsWith("key \"k\": permits were released by another member")
                    .contains("built with 2 permits")
                    .contains("onCrash = KEEP");
        }
    }

    @Test
    void requestHasOneKindOfKey() {
        assertThatThrownBy(() -> new BindRequest("p", null, null, true, "x", null, OnCrash.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BindRequest("p", "k", () -> "k", true, "x", null, OnCrash.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An object with a template key. */
    private static final class Owner {
        private final String region = "eu";
        private final Object semaphore;

        Owner(ProxyBinder binder) {
            semaphore = binder.bind(new Semaphore(1), late(() -> "limits-" + this.region));
        }

        @Override
        public String toString() {
            return semaphore.toString();
        }
    }

    private record Plain(int number) {}

    private Object bind(Object local, String key) {
        return binder.bind(local, request(key, true, "java.lang.Object"));
    }

    private Semaphore bindSemaphore(int permits, String key, OnCrash onCrash) {
        return (Semaphore) binder.bind(
                new Semaphore(permits),
                new BindRequest("field App." + key, key, null, true, Semaphore.class.getName(), null, onCrash));
    }

    @SuppressWarnings("unchecked") // the tests know what they put
    private static <E> BlockingQueue<E> queue(Object proxy) {
        return (BlockingQueue<E>) proxy;
    }

    private static BindRequest request(String key, boolean explicit, String type) {
        return new BindRequest(
                "field App." + key, key, null, explicit, type, ProxyBinderTest.class.getClassLoader(), OnCrash.DEFAULT);
    }

    private static BindRequest late(Supplier<String> key) {
        return new BindRequest(
                "field Order.queue",
                null,
                key,
                true,
                "java.lang.Object",
                ProxyBinderTest.class.getClassLoader(),
                OnCrash.DEFAULT);
    }

    private static ProxyBinder binder(Supplier<Cluster> cluster, boolean strict) {
        return new ProxyBinder(
                cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), strict, type -> {}));
    }
}
