package io.dipc.proxies.testing;

import io.dipc.DipcException;
import io.dipc.engine.Cluster;
import io.dipc.objects.Descriptor;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.directory.ExecutorDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Members that work for all executors of a cluster, from when they hear of them until nobody holds them any more. */
final class Helpers implements AutoCloseable {
    private final List<Thread> watching = new ArrayList<>();
    /** Keys for which each of them works. */
    private final List<Set<String>> served = new ArrayList<>();

    /**
     * One more.
     *
     * @param name of the member
     */
    void add(Cluster cluster, String name, ProxyBinder binder) {
        Set<String> keys = ConcurrentHashMap.newKeySet();
        served.add(keys);
        Thread thread =
                new Thread(() -> watch(new ExecutorDirectory(() -> cluster, name), binder, keys), "helper " + name);
        thread.setDaemon(true);
        watching.add(thread);
        thread.start();
    }

    private static void watch(ExecutorDirectory directory, ProxyBinder binder, Set<String> keys) {
        try {
            directory.watch(all -> follow(all, binder, keys));
        } catch (InterruptedException e) {
            // closed
        }
    }

    private static void follow(Map<String, Descriptor> all, ProxyBinder binder, Set<String> keys) {
        all.forEach((key, descriptor) -> {
            try {
                binder.serve(key, descriptor, Helpers.class.getClassLoader());
                keys.add(key);
            } catch (DipcException e) {
                throw new AssertionError("a helper cannot work for " + key, e);
            }
        });
        keys.removeIf(key -> {
            if (all.containsKey(key)) {
                return false;
            }
            binder.workers().release(key);
            return true;
        });
    }

    /** Waits until all of them work for an executor. */
    void await(String key) {
        Threads.await(() -> served.stream().allMatch(keys -> keys.contains(key)));
    }

    @Override
    public void close() {
        watching.forEach(Thread::interrupt);
    }
}
