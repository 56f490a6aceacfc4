package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.executor.ExecutorAnswer;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.Outcome;
import io.dipc.objects.executor.Semantics;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.elements.ProxyReference;
import io.dipc.proxies.elements.ProxyReferences;
import io.dipc.proxies.testing.LocalCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What helpers do: work for executors that they did not make. */
class ExecutorWorkersTest {
    private static final Descriptor POOL =
            new Descriptor(Kind.EXECUTOR, new ExecutorParameters(2, Integer.MAX_VALUE).toBytes(), "somebody");

    /** Static, so that tasks see it, which are copies. */
    private static final BlockingQueue<String> STEPS = new LinkedBlockingQueue<>();

    private final LocalCluster cluster = new LocalCluster();
    private final ClassLoader loader = getClass().getClassLoader();
    private final ProxyBinder binder = new ProxyBinder(
            () -> cluster, new ProxyBinder.Settings("4711@host", ElementFilter.standard(), false, type -> {}));
    private final ObjectHandle handle = cluster.open("pool", POOL, null);
    private final int generation = ExecutorAnswer.generation(handle.call(ExecutorCommand.open()));
    private final ElementCodec codec =
            new ElementCodec(loader, ElementFilter.standard(), type -> {}, new ProxyReferences() {
                @Override
                public ProxyReference of(io.dipc.proxies.DistributedProxy proxy) {
                    throw new AssertionError(proxy);
                }

                @Override
                public Object resolve(ProxyReference reference, ElementCodec codec) {
                    throw new AssertionError(reference);
                }
            });

    private byte[] submit(Callable<?> task) {
        byte[] body = TaskBody.of(TaskBody.Kind.CALLABLE, false, task, codec, "pool");
        return handle.call(ExecutorCommand.submit(
                List.of(new ExecutorCommand.Submission(generation, Semantics.AT_MOST_ONCE, true, body))));
    }

    private Outcome outcome(byte[] submitted) throws InterruptedException {
        Grant grant =
                handle.await(ExecutorCommand.collect(ExecutorAnswer.session(submitted)), Long.MAX_VALUE, Wait.TAKING);
        grant.accept();
        Map<Long, Outcome> outcomes = ExecutorAnswer.collected(grant.answer());
        assertThat(outcomes)
                .containsOnlyKeys(ExecutorAnswer.submitted(submitted).get(0));
        return outcomes.values().iterator().next();
    }

    @Test
    void helpersRunTasksInDaemonThreadsOfTheirOwn() throws Throwable {
        byte[] before = submit(() -> {
            Thread thread = Thread.currentThread();
            return thread.getName() + " " + thread.isDaemon() + " " + (thread.getContextClassLoader() != null);
        });
        binder.serve("pool", POOL, loader);
        binder.serve("pool", POOL, loader);
        assertThat(TaskResult.read(outcome(before).result(), codec, "pool")).isEqualTo("dipc-pool-worker-1 true true");
    }

    @Test
    void interruptsReachTheThreadThatRunsTheTask() throws Throwable {
        binder.serve("pool", POOL, loader);
        byte[] asleep = submit(() -> {
            STEPS.put("begun");
            try {
                Thread.sleep(100_000);
            } catch (InterruptedException e) {
                STEPS.put("interrupted");
            }
            return null;
        });
        assertThat(STEPS.take()).isEqualTo("begun");
        handle.call(ExecutorCommand.cancel(ExecutorAnswer.submitted(asleep).get(0), true));
        assertThat(outcome(asleep).kind()).isEqualTo(Outcome.Kind.CANCELLED);
        assertThat(STEPS.take()).isEqualTo("interrupted");
        assertThat(TaskResult.read(outcome(submit(() -> "next")).result(), codec, "pool"))
                .isEqualTo("next");
    }
}
