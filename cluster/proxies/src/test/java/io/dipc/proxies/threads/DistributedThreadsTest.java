package io.dipc.proxies.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.NotDistributableException;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.LocalCluster;
import io.dipc.proxies.testing.Threads;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that run in the only member, as copies. What the JDK's thread asks is asked by the test's threads themselves. */
class DistributedThreadsTest {
    /** What bodies say; theirs is the same class. */
    private static final LinkedBlockingQueue<String> SAID = new LinkedBlockingQueue<>();

    private static DistributedThreads threads;

    @BeforeEach
    void start() {
        SAID.clear();
        LocalCluster cluster = new LocalCluster();
        ClassLoader loader = DistributedThreadsTest.class.getClassLoader();
        ProxyBinder binder = new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("1@host", ElementFilter.standard(), false, type -> {}));
        threads = new DistributedThreads(
                () -> cluster, binder.workers()::awaitSubmitted, "1@host", binder.codec(loader), loader, type -> {}, 0);
    }

    /** A thread as the JDK's is with the hooks. */
    private static class Asking extends Thread {
        Asking(Runnable body, String name) {
            super(body, name);
        }

        @Override
        public synchronized void start() {
            threads.start(this);
            super.start();
        }

        @Override
        public void run() {
            if (!threads.run(this)) {
                super.run();
            }
        }
    }

    private record Saying(String what) implements Runnable {
        @Override
        public void run() {
            SAID.add(what + " in " + Thread.currentThread().getName() + " "
                    + Thread.currentThread().isDaemon());
        }
    }

    private static final class Changing implements Runnable {
        private final List<String> list = new ArrayList<>();

        @Override
        public void run() {
            list.add("changed");
            SAID.add(list.toString());
        }
    }

    private static final class Failing implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("on purpose");
        }
    }

    private static final class Waiting implements Runnable {
        @Override
        public void run() {
            try {
                SAID.add("waits");
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                SAID.add("interrupted");
            }
        }
    }

    private record Connected(ServerSocket socket) implements Runnable {
        @Override
        public void run() {
            SAID.add("connected");
        }
    }

    /** A thread of the program's own class. */
    private static final class Counting extends Asking {
        private final int count;
        private final List<String> words;
        private final transient Object monitor = new Object();

        Counting(int count, String... words) {
            super(null, "counting");
            this.count = count;
            this.words = List.of(words);
        }

        @Override
        public void run() {
            if (!threads.run(this)) {
                SAID.add(count + " " + words + " " + (monitor == null) + " " + (Thread.currentThread() == this) + " "
                        + getName());
            }
        }
    }

    private static final class CountingConnected extends Asking {
        private final ServerSocket socket;

        CountingConnected(ServerSocket socket) {
            super(null, "connected");
            this.socket = socket;
        }

        @Override
        public void run() {
            SAID.add("connected to " + socket);
        }
    }

    @Test
    void aBodyOfAnotherClassRunsAsAlways() throws InterruptedException {
        Thread thread = new Asking(new Saying("local"), "t");
        thread.start();
        assertThat(threads.state(thread)).isNull();
        assertThat(threads.isInterrupted(thread)).isNull();
        assertThat(threads.interrupt(thread)).isFalse();
        thread.join();
        assertThat(said()).isEqualTo("local in t false");
    }

    @Test
    void aDistributedBodyRunsAsACopyOfTheSameName() throws InterruptedException {
        threads.distribute(Changing.class, "AT_MOST_ONCE");
        Changing body = new Changing();
        Thread thread = new Asking(body, "changing");
        thread.start();
        thread.join();
        assertThat(said()).isEqualTo("[changed]");
        assertThat(body.list).isEmpty();

        threads.distribute(Saying.class, "AT_MOST_ONCE");
        Thread saying = new Asking(new Saying("copy"), "saying");
        saying.setDaemon(true);
        saying.start();
        saying.join();
        assertThat(said()).isEqualTo("copy in saying true");
    }

    @Test
    void whatItThrowsIsThrownHere() throws InterruptedException {
        threads.distribute(Failing.class, "AT_MOST_ONCE");
        Thread thread = new Asking(new Failing(), "failing");
        List<Throwable> thrown = new ArrayList<>();
        thread.setUncaughtExceptionHandler((t, e) -> thrown.add(e));
        thread.start();
        thread.join();
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(thrown.get(0)).hasMessage("on purpose");
        assertThat(thrown.get(0).getStackTrace()[0].toString())
                .contains("1@host")
                .contains("failing");
    }

    @Test
    void itIsAskedAndInterruptedWhereItRuns() throws InterruptedException {
        threads.distribute(Waiting.class, "AT_MOST_ONCE");
        Thread thread = new Asking(new Waiting(), "waiting");
        thread.start();
        assertThat(said()).isEqualTo("waits");
        Threads.await(() -> threads.state(thread) == Thread.State.WAITING);
        assertThat(threads.isInterrupted(thread)).isFalse();
        assertThat(threads.interrupt(thread)).isTrue();
        thread.join();
        assertThat(said()).isEqualTo("interrupted");
        assertThat(threads.state(thread)).isNull();
    }

    @Test
    void anInterruptOfTheThreadItselfIsHandedOn() throws InterruptedException {
        threads.distribute(Waiting.class, "AT_MOST_ONCE");
        Thread thread = new Asking(new Waiting(), "waiting");
        thread.setUncaughtExceptionHandler((t, e) -> SAID.add(e.toString()));
        thread.start();
        // by somebody who interrupts the thread itself
        thread.interrupt();
        thread.join();
        assertThat(said()).isEqualTo("waits");
        assertThat(said()).isEqualTo("interrupted");
    }

    @Test
    void aThreadOfItsOwnClassIsAnotherOneOfTheClass() throws InterruptedException {
        threads.distribute(Counting.class, "AT_MOST_ONCE");
        Thread thread = new Counting(3, "a", "b");
        thread.start();
        thread.join();
        assertThat(said()).isEqualTo("3 [a, b] true true counting");
        // called, not started
        thread.run();
        assertThat(said()).isEqualTo("3 [a, b] false false counting");
    }

    @Test
    void whatCannotTravelIsNamedAtTheStart() throws Exception {
        threads.distribute(Connected.class, "AT_MOST_ONCE");
        threads.distribute(CountingConnected.class, "AT_MOST_ONCE");
        try (ServerSocket socket = new ServerSocket()) {
            Thread thread = new Asking(new Connected(socket), "t");
            assertThatThrownBy(thread::start)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("socket")
                    .hasMessageContaining("java.net.ServerSocket");
            assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
            Thread itself = new CountingConnected(socket);
            assertThatThrownBy(itself::start)
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("field socket of the thread's class")
                    .hasMessageContaining("java.net.ServerSocket");
        }
    }

    @Test
    void aClassThatOthersCannotFindIsRefused() {
        ClassLoader loader = ClassLoader.getPlatformClassLoader();
        LocalCluster cluster = new LocalCluster();
        ProxyBinder binder = new ProxyBinder(
                () -> cluster, new ProxyBinder.Settings("1@host", ElementFilter.standard(), false, type -> {}));
        DistributedThreads elsewhere = new DistributedThreads(
                () -> cluster, binder.workers()::awaitSubmitted, "1@host", binder.codec(loader), loader, type -> {}, 0);
        elsewhere.distribute(Saying.class, "AT_MOST_ONCE");
        Thread thread = new Thread(new Saying("x"));
        assertThatThrownBy(() -> elsewhere.start(thread))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContaining(Saying.class.getName());
    }

    private static String said() throws InterruptedException {
        String said = SAID.poll(5, TimeUnit.MINUTES);
        assertThat(said).as("what a thread says").isNotNull();
        return said;
    }
}
