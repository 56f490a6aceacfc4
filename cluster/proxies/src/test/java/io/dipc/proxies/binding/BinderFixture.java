package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OnCrash;
import io.dipc.engine.Cluster;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.Warnings;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A binder in a cluster of one JVM. Warnings that a test does not take fail it. */
abstract class BinderFixture {
    final LocalCluster cluster = new LocalCluster();
    final ProxyBinder binder = binder(() -> cluster, false);
    Warnings warnings;

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

    Object bind(Object local, String key) {
        return binder.bind(local, request(key, true, "java.lang.Object"));
    }

    Semaphore bindSemaphore(int permits, String key, OnCrash onCrash) {
        return (Semaphore) binder.bind(
                new Semaphore(permits),
                new BindRequest("field App." + key, key, null, true, Semaphore.class.getName(), null, onCrash));
    }

    @SuppressWarnings("unchecked") // the tests know what they put
    static <E> BlockingQueue<E> queue(Object proxy) {
        return (BlockingQueue<E>) proxy;
    }

    static BindRequest request(String key, boolean explicit, String type) {
        return new BindRequest(
                "field App." + key, key, null, explicit, type, BinderFixture.class.getClassLoader(), OnCrash.DEFAULT);
    }

    static ProxyBinder binder(Supplier<Cluster> cluster, boolean strict) {
        return new ProxyBinder(
                cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), strict, type -> {}));
    }
}
