package io.dipc.proxies.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.KindMismatchException;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Places that use one key agree on what it is; what the first one stored counts. */
class SharedKeyTest extends BinderFixture {
    @Test
    void queuesOfOneKindShareAKey() {
        BlockingQueue<String> blocking = queue(bind(new LinkedBlockingQueue<>(), "q"));
        Queue<?> other = (Queue<?>) bind(new ConcurrentLinkedQueue<>(), "q");
        blocking.add("a");
        assertThat(other.poll()).isEqualTo("a");
        BlockingQueue<String> blockingDeque = queue(bind(new LinkedBlockingDeque<>(), "d"));
        Deque<?> otherDeque = (Deque<?>) bind(new ConcurrentLinkedDeque<>(), "d");
        blockingDeque.add("a");
        assertThat(otherDeque.pollLast()).isEqualTo("a");
        assertThatThrownBy(() -> bind(new LinkedBlockingQueue<>(), "d")).isInstanceOf(KindMismatchException.class);
    }

    @Test
    void classWithoutABoundDoesNotJoinABoundedQueue() {
        bind(new LinkedBlockingQueue<>(3), "q");
        assertThatThrownBy(() -> bind(new ConcurrentLinkedQueue<>(), "q"))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("key \"q\" is capacity 3 instead of unbounded")
                .hasMessageContaining("make both unbounded, or give one another key");
    }

    @Test
    void arrayAndLinkedQueuesShareAKey() {
        Queue<String> first = queue(bind(new LinkedBlockingQueue<>(5), "k"));
        Queue<String> second = queue(bind(new ArrayBlockingQueue<>(5), "k"));
        first.add("a");
        assertThat(second).containsExactly("a");
    }

    @Test
    void otherKindIsAnError() {
        bind(new LinkedBlockingQueue<>(5), "k");
        assertThatThrownBy(() -> bind(new Semaphore(1), "k")).isInstanceOf(KindMismatchException.class);
    }

    @Test
    void firstContentsAreTheContents() {
        BlockingQueue<Object> local = new ArrayBlockingQueue<>(4);
        local.add("a");
        local.add(new Plain(3));
        BlockingQueue<?> proxy = queue(bind(local, "k"));
        assertThat(proxy.poll()).isEqualTo("a");
        assertThat(proxy.poll()).isInstanceOf(Plain.class);
        assertThat(proxy.remainingCapacity()).isEqualTo(4);
    }

    @Test
    void laterContentsAreDroppedWithAWarning() {
        bind(new LinkedBlockingQueue<>(List.of("a")), "k");
        Queue<?> second = queue(bind(new LinkedBlockingQueue<>(List.of("b", "c")), "k"));
        assertThat(second).extracting(Object::toString).containsExactly("a");
        assertThat(warnings.take())
                .containsExactly(
                        "key \"k\" existed: the 2 elements that were in the queue stored in field App.k are dropped");
    }

    @Test
    void contentsThatCannotTravelAreAnError() {
        Queue<Object> local = new LinkedBlockingQueue<>();
        local.add(new Thread());
        assertThatThrownBy(() -> bind(local, "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("java.lang.Thread");
        assertThat(cluster.opened()).isZero();
    }

    @Test
    void otherCapacityIsOneWarning() {
        bind(new ArrayBlockingQueue<>(10), "k");
        BlockingQueue<?> second = queue(bind(new ArrayBlockingQueue<>(20), "k"));
        assertThat(second.remainingCapacity()).isEqualTo(10);
        assertThat(warnings.take())
                .containsExactly("key \"k\" is capacity 10 instead of capacity 20: it was created by field App.k in"
                        + " tester, and the one of field App.k does not count");
        bind(new LinkedBlockingQueue<>(), "k");
        assertThat(warnings.take()).singleElement().asString().contains("capacity 10 instead of unbounded");
    }

    @Test
    void otherParametersOfASemaphoreAreOneWarning() {
        bind(new Semaphore(1), "k");
        Semaphore second = (Semaphore) bind(new Semaphore(2, true), "k");
        assertThat(second.isFair()).isFalse();
        assertThat(warnings.take())
                .singleElement()
                .asString()
                .contains("key \"k\" is built with 1 permits instead of 2, nonfair instead of fair");
        bindSemaphore(1, "k", OnCrash.KEEP);
        assertThat(warnings.take()).singleElement().asString().contains("onCrash RELEASE instead of onCrash KEEP");
        bindSemaphore(1, "k", OnCrash.RELEASE);
    }

    @Test
    void otherParametersAreAnErrorIfAskedFor() {
        ProxyBinder strict = binder(() -> cluster, true);
        strict.bind(new ArrayBlockingQueue<>(10), request("k", true, "java.util.Queue"));
        assertThatThrownBy(() -> strict.bind(new ArrayBlockingQueue<>(20), request("k", true, "java.util.Queue")))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining("capacity 10 instead of capacity 20")
                .hasMessageContaining("mismatch=warn");
    }

    @ParameterizedTest
    @CsvSource({"DEFAULT,1,true", "DEFAULT,0,false", "DEFAULT,-1,false", "RELEASE,0,true", "KEEP,5,false"})
    void defaultOnCrashGoesByThePermits(OnCrash onCrash, int permits, boolean released) {
        Semaphore proxy = bindSemaphore(permits, "k", onCrash);
        assertThat(proxy.availablePermits()).isEqualTo(permits);
        assertThat(SemaphoreParameters.of(cluster.object("k").descriptor().parameters()))
                .isEqualTo(new SemaphoreParameters(permits, false, released));
    }

    @Test
    void permitsAreThoseAtTheStore() {
        Semaphore local = new Semaphore(5);
        local.acquireUninterruptibly(2);
        assertThat(((Semaphore) bind(local, "k")).availablePermits()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(OnCrash.class)
    void foreignReleaseIsExplainedOnceWhereTheChoiceWasNotMade(OnCrash onCrash) {
        Semaphore proxy = bindSemaphore(2, "k", onCrash);
        cluster.object("k").acquireAs(99, 2);
        proxy.release();
        proxy.release();
        if (onCrash == OnCrash.DEFAULT) {
            assertThat(warnings.take())
                    .singleElement()
                    .asString()
                    .startsWith("key \"k\": permits were released by another member")
                    .contains("built with 2 permits")
                    .contains("onCrash = KEEP");
        }
    }

    private record Plain(int number) {}
}
