package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.testing.Threads;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Keys that are templates are known when the object is used first. */
class LateKeysTest extends BinderFixture {
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
    void proxyThatWasNeverUsedIsForgottenWithItsOwner() {
        WeakReference<Owner> owner = new WeakReference<>(new Owner(binder));
        Threads.await(() -> {
            System.gc();
            return owner.refersTo(null);
        });
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

    private static BindRequest late(Supplier<String> key) {
        return new BindRequest(
                "field Order.queue",
                null,
                key,
                true,
                "java.lang.Object",
                LateKeysTest.class.getClassLoader(),
                OnCrash.DEFAULT);
    }
}
