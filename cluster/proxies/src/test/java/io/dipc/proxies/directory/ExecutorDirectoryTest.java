package io.dipc.proxies.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.proxies.testing.LocalCluster;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorDirectoryTest {
    private static final Descriptor POOL =
            new Descriptor(Kind.EXECUTOR, new ExecutorParameters(3, 10).toBytes(), "field A.pool in 1@host");

    private final LocalCluster cluster = new LocalCluster();
    private final ExecutorDirectory directory = new ExecutorDirectory(() -> cluster, "1@host");
    private final LinkedBlockingQueue<Map<String, Descriptor>> heard = new LinkedBlockingQueue<>();
    private Thread watching;

    @BeforeEach
    void watch() {
        watching = new Thread(() -> {
            try {
                directory.watch(heard::add);
            } catch (InterruptedException e) {
                heard.add(Map.of("interrupted", POOL));
            }
        });
        watching.start();
    }

    @AfterEach
    void endWatch() throws InterruptedException {
        watching.interrupt();
        watching.join();
    }

    @Test
    void whoWatchesHearsOfExecutorsThatComeAndGo() throws InterruptedException {
        await(Map::isEmpty);
        ExecutorDirectory.Registration one = directory.register("one", POOL);
        Descriptor told = await(all -> all.containsKey("one")).get("one");
        assertThat(told.kind()).isEqualTo(Kind.EXECUTOR);
        assertThat(told.parameters()).isEqualTo(POOL.parameters());
        assertThat(told.creator()).isEqualTo(POOL.creator());

        ExecutorDirectory.Registration two = directory.register("two", POOL);
        await(all -> all.size() == 2);
        one.close();
        assertThat(await(all -> all.size() == 1)).containsOnlyKeys("two");
        two.close();
        await(Map::isEmpty);
    }

    @Test
    void watchingEndsByAnInterrupt() throws InterruptedException {
        await(Map::isEmpty);
        watching.interrupt();
        await(all -> all.containsKey("interrupted"));
    }

    /** The next listing that fits; others may come before, since registering does not wait. */
    private Map<String, Descriptor> await(Predicate<Map<String, Descriptor>> wanted) throws InterruptedException {
        while (true) {
            Map<String, Descriptor> next = heard.poll(5, TimeUnit.MINUTES);
            assertThat(next).as("a listing").isNotNull();
            if (wanted.test(next)) {
                return next;
            }
        }
    }
}
