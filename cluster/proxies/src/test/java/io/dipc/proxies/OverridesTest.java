package io.dipc.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.proxies.executor.DistributedForkJoinPool;
import io.dipc.proxies.executor.DistributedScheduledThreadPoolExecutor;
import io.dipc.proxies.executor.DistributedThreadPoolExecutor;
import io.dipc.proxies.queue.DistributedArrayBlockingQueue;
import io.dipc.proxies.queue.DistributedConcurrentLinkedDeque;
import io.dipc.proxies.queue.DistributedConcurrentLinkedQueue;
import io.dipc.proxies.queue.DistributedDelayQueue;
import io.dipc.proxies.queue.DistributedLinkedBlockingDeque;
import io.dipc.proxies.queue.DistributedLinkedBlockingQueue;
import io.dipc.proxies.queue.DistributedLinkedTransferQueue;
import io.dipc.proxies.queue.DistributedPriorityBlockingQueue;
import io.dipc.proxies.queue.DistributedSynchronousQueue;
import io.dipc.proxies.semaphore.DistributedSemaphore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No method of a proxy may be answered by the superclass, whose state means nothing. */
class OverridesTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                DistributedArrayBlockingQueue.class,
                DistributedConcurrentLinkedDeque.class,
                DistributedConcurrentLinkedQueue.class,
                DistributedLinkedBlockingDeque.class,
                DistributedDelayQueue.class,
                DistributedLinkedBlockingQueue.class,
                DistributedLinkedTransferQueue.class,
                DistributedPriorityBlockingQueue.class,
                DistributedSynchronousQueue.class,
                DistributedSemaphore.class,
                DistributedForkJoinPool.class,
                DistributedScheduledThreadPoolExecutor.class,
                DistributedThreadPoolExecutor.class
            })
    void everyOverridableMethodIsOverridden(Class<?> proxy) {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : ancestors(proxy)) {
            for (Method method : type.getDeclaredMethods()) {
                if (isOverridable(method) && !isDeclared(proxy, method)) {
                    missing.add(method.toString());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void finalMethodsAreThoseThatRewrittenCallSitesAnswer() {
        assertThat(finalMethods(Semaphore.class)).containsExactlyInAnyOrder("hasQueuedThreads", "getQueueLength");
        assertThat(finalMethods(ArrayBlockingQueue.class)).isEmpty();
        assertThat(finalMethods(LinkedBlockingQueue.class)).isEmpty();
        assertThat(finalMethods(LinkedBlockingDeque.class)).isEmpty();
        assertThat(finalMethods(ConcurrentLinkedQueue.class)).isEmpty();
        assertThat(finalMethods(ConcurrentLinkedDeque.class)).isEmpty();
        assertThat(finalMethods(DelayQueue.class)).isEmpty();
        assertThat(finalMethods(LinkedTransferQueue.class)).isEmpty();
        assertThat(finalMethods(PriorityBlockingQueue.class)).isEmpty();
        assertThat(finalMethods(SynchronousQueue.class)).isEmpty();
        assertThat(finalMethods(ForkJoinPool.class)).isEmpty();
        assertThat(finalMethods(ScheduledThreadPoolExecutor.class)).isEmpty();
        assertThat(finalMethods(ThreadPoolExecutor.class)).isEmpty();
        assertThat(finalMethods(AbstractExecutorService.class)).isEmpty();
    }

    @Test
    void ancestorsAreLookedAtWhole() {
        assertThat(ancestors(DistributedArrayBlockingQueue.class))
                .contains(ArrayBlockingQueue.class, BlockingQueue.class, Iterable.class);
    }

    /** All superclasses and superinterfaces, without {@code Object} and what is ours. */
    private static Set<Class<?>> ancestors(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        collect(type, all);
        all.remove(Object.class);
        all.removeIf(OverridesTest::isOurs);
        return all;
    }

    private static void collect(Class<?> type, Set<Class<?>> all) {
        if (type != null && all.add(type)) {
            collect(type.getSuperclass(), all);
            Arrays.stream(type.getInterfaces()).forEach(one -> collect(one, all));
        }
    }

    private static boolean isOverridable(Method method) {
        int modifiers = method.getModifiers();
        boolean visible = Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
        boolean ofObject = method.getName().equals("equals") || method.getName().equals("hashCode");
        // since Java 21, a view that calls the other methods
        boolean isView = method.getName().equals("reversed");
        // does nothing, and overriding it would keep every proxy for the finalizer
        boolean isFinalizer = method.getName().equals("finalize");
        return visible
                && !Modifier.isStatic(modifiers)
                && !Modifier.isFinal(modifiers)
                && !method.isSynthetic()
                && !ofObject
                && !isView
                && !isFinalizer;
    }

    private static boolean isDeclared(Class<?> proxy, Method method) {
        return isOurs(proxy)
                && (isDeclared(proxy.getSuperclass(), method)
                        || Arrays.stream(proxy.getDeclaredMethods())
                                .anyMatch(own -> own.getName().equals(method.getName())
                                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes())));
    }

    /** What forwards stands between a proxy and the class of the JDK. */
    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().startsWith("io.dipc.");
    }

    private static List<String> finalMethods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isFinal(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method ->
                        Modifier.isPublic(method.getModifiers()) || Modifier.isProtected(method.getModifiers()))
                .map(Method::getName)
                .toList();
    }
}
