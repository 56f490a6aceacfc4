package io.dipc.agent.helper;

import io.dipc.proxies.directory.ExecutorDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a helper does. */
public final class HelperWork {

    private static final Logger LOG = LoggerFactory.getLogger(HelperWork.class);

    private final ExecutorDirectory executors;

    /**
     * @param executors tells of those to work for
     */
    public HelperWork(ExecutorDirectory executors) {
        this.executors = executors;
    }

    /**
     * Works for the others.
     *
     * @throws InterruptedException if the calling thread is interrupted
     * @throws io.dipc.ClusterUnavailableException if this JVM is no member any more
     */
    public void run() throws InterruptedException {
        executors.watch(all -> LOG.info("executors: {}", all.keySet()));
    }
}
