package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.OnCrash;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.Threads;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Proxies that the program can no longer reach are let go, though nothing is bound any more that could help. */
class ForgottenProxiesTest {
    private static final int OBJECTS = 2_000;
    /** So many that those of a weak map would be handed out long after all objects have been found to be gone. */
    private static final int OTHER_REFERENCES = 200_000;

    private final LocalCluster cluster = new LocalCluster();
    private final ProxyBinder binder = new ProxyBinder(
            () -> cluster, new ProxyBinder.Settings("tester", ElementFilter.standard(), false, type -> {}));

    @RepeatedTest(5)
    void manyAtOnce() {
        List<WeakReference<Object>> proxies = new ArrayList<>();
        for (int i = 0; i < OBJECTS; i++) {
            proxies.add(new WeakReference<>(bind("k" + i)));
        }
        ReferenceQueue<Object> others = new ReferenceQueue<>();
        List<Reference<Object>> references = new ArrayList<>();
        for (int i = 0; i < OTHER_REFERENCES; i++) {
            references.add(new WeakReference<>(new Object(), others));
        }
        awaitForgotten(proxies);
        Reference.reachabilityFence(references);
    }

    @Test
    void aProxyOfAnObjectThatIsThereStays() {
        Object local = new LinkedBlockingQueue<>();
        WeakReference<Object> proxy = new WeakReference<>(bind(local, "k"));
        awaitForgotten(List.of(new WeakReference<>(bind("other"))));
        Object again = bind(local, "k");
        assertThat(proxy.refersTo(again)).isTrue();
    }

    private static void awaitForgotten(List<WeakReference<Object>> proxies) {
        Threads.await(() -> {
            System.gc();
            return proxies.stream().allMatch(proxy -> proxy.refersTo(null));
        });
    }

    private Object bind(String key) {
        return bind(new LinkedBlockingQueue<>(), key);
    }

    private Object bind(Object local, String key) {
        return binder.bind(
                local,
                new BindRequest(
                        "field App." + key,
                        key,
                        null,
                        true,
                        "java.lang.Object",
                        ForgottenProxiesTest.class.getClassLoader(),
                        OnCrash.DEFAULT));
    }
}
