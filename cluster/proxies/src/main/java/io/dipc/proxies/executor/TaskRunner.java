package io.dipc.proxies.executor;

import io.dipc.proxies.elements.ElementCodec;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Runs tasks that arrive as bytes, in the calling worker. Thread-safe. */
final class TaskRunner {
    private final ElementCodec codec;
    private final String key;
    private final String memberName;
    private final ForkingTasks forking;
    private final SubmissionsUnderWay underWay;

    /**
     * @param threads how many tasks run at once at most
     * @param underWay what tasks of this JVM submit
     */
    TaskRunner(ElementCodec codec, String key, String memberName, int threads, SubmissionsUnderWay underWay) {
        this.codec = codec;
        this.key = key;
        this.memberName = memberName;
        this.forking = new ForkingTasks(threads);
        this.underWay = underWay;
    }

    /**
     * @param body as {@link TaskBody} writes it
     * @return the result, as {@link TaskResult} reads it
     */
    byte[] run(byte[] body) {
        try {
            return TaskResult.of(call(body), codec, key);
        } catch (Throwable e) {
            return failure(body, e);
        } finally {
            awaitSubmitted(body);
        }
    }

    /** Who hears that the task has ended must find what it has submitted. */
    private void awaitSubmitted(byte[] body) {
        if (body.length > 0 && TaskBody.forks(body)) {
            underWay.await();
        } else {
            underWay.awaitOwn();
        }
    }

    private Object call(byte[] body) throws Exception {
        Object task = codec.decode(body, key);
        TaskBody.Kind kind = TaskBody.kind(body);
        return TaskBody.forks(body) ? forking.run(kind, task) : call(kind, task);
    }

    static Object call(TaskBody.Kind kind, Object task) throws Exception {
        return switch (kind) {
            case CALLABLE -> ((Callable<?>) task).call();
            case SUPPLIER -> ((Supplier<?>) task).get();
            default -> {
                ((Runnable) task).run();
                yield null;
            }
        };
    }

    private byte[] failure(byte[] body, Throwable e) {
        Thread thread = Thread.currentThread();
        if (TaskBody.kind(body) == TaskBody.Kind.EXECUTED) {
            // as with the JDK's pools: nobody has a future that could tell
            try {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            } catch (Throwable ofHandler) {
                // ignored, as the JVM does
            }
        }
        return TaskResult.thrown(e, memberName, thread.getName(), codec, key);
    }
}
