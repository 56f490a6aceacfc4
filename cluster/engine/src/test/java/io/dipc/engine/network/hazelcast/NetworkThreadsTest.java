package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NetworkThreadsTest {

    /** As Hazelcast's reconnection does when its member is stopped. */
    @Test
    void whatEndsAThreadOfTheNetworkIsNotTheApplications() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.complete(e));
        try {
            Thread inner = OwnThread.call("network", () -> {
                Thread thread = new Thread(
                        () -> {
                            throw new RejectedExecutionException("Executor[hz:io] was shut down.");
                        },
                        "started by the network");
                thread.start();
                return thread;
            });
            inner.join(TimeUnit.MINUTES.toMillis(5));
            assertThat(inner.isAlive()).isFalse();
            assertThat(told).isNotDone();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
