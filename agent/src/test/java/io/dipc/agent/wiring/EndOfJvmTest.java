package io.dipc.agent.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.ClusterUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndOfJvmTest {

    private final EndOfJvm end = new EndOfJvm();
    private final ClusterUnavailableException failure = new ClusterUnavailableException("left");

    @Test
    void beforeTheEndFailuresAreTold() {
        assertThat(end.unlessLeaving(failure)).isSameAs(failure);
        // Hooks of the program may still use what is distributed, and hear what happens.
        end.begin(new Thread(() -> {}));
        assertThat(end.unlessLeaving(failure)).isSameAs(failure);
    }

    @Test
    void thenOnlyTheThreadThatEndsTheJvmHearsOfThem() throws Exception {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        Thread programs = new Thread(() -> told.complete(end.unlessLeaving(failure)));
        programs.setDaemon(true);
        end.begin(Thread.currentThread());
        end.leave();
        programs.start();
        while (LockSupport.getBlocker(programs) != end) {
            Thread.onSpinWait();
        }
        programs.interrupt();
        // It has seen the interrupt, and waits again.
        while (programs.isInterrupted() || LockSupport.getBlocker(programs) != end) {
            Thread.onSpinWait();
        }
        assertThat(end.unlessLeaving(failure)).isSameAs(failure);
        assertThat(told).isNotDone();
    }
}
