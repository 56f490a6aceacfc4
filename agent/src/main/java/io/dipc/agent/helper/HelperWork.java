package io.dipc.agent.helper;

import io.dipc.DipcException;
import io.dipc.objects.Descriptor;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.directory.ExecutorDirectory;
import io.dipc.proxies.threads.DistributedThreads;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a helper does: it works for all executors of the cluster and runs threads of the others, with the classes of the
 * system class loader.
 */
public final class HelperWork {

    private static final Logger LOG = LoggerFactory.getLogger(HelperWork.class);

    /** How long a helper that is told to end lets tasks and threads run that it has begun. */
    private static final Duration FINISH = Duration.ofSeconds(2);

    private final ExecutorDirectory executors;
    private final ProxyBinder proxies;
    private final DistributedThreads threads;
    private final Set<String> served = new HashSet<>();

    /**
     * @param executors tells of those to work for
     * @param proxies works for them
     * @param threads runs threads
     */
    public HelperWork(ExecutorDirectory executors, ProxyBinder proxies, DistributedThreads threads) {
        this.executors = executors;
        this.proxies = proxies;
        this.threads = threads;
    }

    /**
     * Works for the others, until the JVM ends.
     *
     * @throws InterruptedException if the calling thread is interrupted
     * @throws io.dipc.ClusterUnavailableException if this JVM is no member any more
     */
    public void run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "dipc-finish"));
        threads.attend();
        executors.watch(this::serve);
    }

    private void serve(Map<String, Descriptor> all) {
        // Again, too: the work for a key ends when it is removed, and it may be there anew.
        all.forEach(this::serve);
        served.removeIf(key -> {
            if (all.containsKey(key)) {
                return false;
            }
            proxies.workers().release(key);
            return true;
        });
    }

    private void serve(String key, Descriptor descriptor) {
        try {
            proxies.serve(key, descriptor, ClassLoader.getSystemClassLoader());
            served.add(key);
        } catch (DipcException e) {
            LOG.warn("this helper does not work for the executor of key \"{}\": {}", key, e.getMessage());
        }
    }

    private void finish() {
        try {
            long deadline = System.nanoTime() + FINISH.toNanos();
            boolean finished = proxies.workers().close(FINISH.toNanos());
            if (!threads.awaitEnds(deadline - System.nanoTime()) || !finished) {
                LOG.info("tasks and threads that run here are cut short");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
