package io.dipc.engine.network.hazelcast;

import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group of the network's threads, Hazelcast's among them, which inherit it from whoever starts them. What ends one of
 * them goes to the log and not to the application's handler of uncaught exceptions, which prints it.
 */
final class NetworkThreads extends ThreadGroup {

    static final ThreadGroup GROUP = new NetworkThreads(top());

    private static final Logger LOG = LoggerFactory.getLogger(NetworkThreads.class);

    private NetworkThreads(ThreadGroup parent) {
        super(parent, "dipc");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable e) {
        if (e instanceof RejectedExecutionException) {
            // Hazelcast still tries to connect again while it is being stopped.
            LOG.debug("thread {} has ended: its member is being stopped", thread.getName(), e);
        } else {
            LOG.error("thread {} has ended: {}", thread.getName(), e, e);
        }
    }

    private static ThreadGroup top() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
