package io.dipc.agent.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Companion;
import io.dipc.engine.KeyInfo;
import io.dipc.engine.MemberInfo;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.Standing;
import io.dipc.objects.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SharedClusterTest {

    private static final long PATIENCE_SECONDS = 300;

    private final AtomicInteger starts = new AtomicInteger();

    @Test
    void allWhoAskAtOnceGetTheSameOne() throws Exception {
        CountDownLatch asked = new CountDownLatch(4);
        SharedCluster shared = new SharedCluster(() -> {
            starts.incrementAndGet();
            asked.await();
            return new NoCluster();
        });
        List<FutureTask<Cluster>> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<Cluster> caller = new FutureTask<>(() -> {
                asked.countDown();
                return shared.get();
            });
            callers.add(caller);
            new Thread(caller).start();
        }
        for (FutureTask<Cluster> caller : callers) {
            assertThat(caller.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isSameAs(shared.get());
        }
        assertThat(starts).hasValue(1);
    }

    @Test
    void startsInADaemonThreadThatHasNothingOfTheCaller() throws InterruptedException {
        AtomicReference<Thread> starter = new AtomicReference<>();
        SharedCluster shared = new SharedCluster(() -> {
            starter.set(Thread.currentThread());
            return new NoCluster();
        });
        ThreadGroup group = new ThreadGroup("application");
        Thread caller = new Thread(group, shared::get);
        caller.setContextClassLoader(new ClassLoader(null) {});
        caller.start();
        caller.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        assertThat(starter.get().isDaemon()).isTrue();
        assertThat(starter.get().getThreadGroup()).isNotSameAs(group);
        assertThat(starter.get().getContextClassLoader()).isSameAs(SharedCluster.class.getClassLoader());
    }

    @Test
    void failureReachesTheCallerAndTheNextOneTriesAgain() {
        SharedCluster shared = new SharedCluster(() -> {
            if (starts.incrementAndGet() == 1) {
                throw new ClusterUnavailableException("no port is free");
            }
            return new NoCluster();
        });
        assertThatThrownBy(shared::get)
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessage("no port is free");
        assertThat(shared.get()).isNotNull();
        assertThat(starts).hasValue(2);
    }

    @Test
    void interruptedCallerWaitsAndStaysInterrupted() {
        SharedCluster shared = new SharedCluster(NoCluster::new);
        Thread.currentThread().interrupt();
        assertThat(shared.get()).isNotNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static final class NoCluster implements Cluster {
        @Override
        public ObjectHandle open(String key, Descriptor descriptor, byte[] contents) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<KeyInfo> keys() {
            return List.of();
        }

        @Override
        public boolean remove(String key) {
            return false;
        }

        @Override
        public List<MemberInfo> members() {
            return List.of();
        }

        @Override
        public Standing standing() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void accompany(Companion companion) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void leave(boolean orderly, long nanos) {}
    }
}
