package io.dipc.proxies.executor;

import java.lang.reflect.Field;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the JDK's futures keep of the task that completes them, and tell nobody: it travels, whereas the future stays here
 * and is completed by the answer, as if that were what its task returns. Thread-safe.
 */
final class JdkFutures {
    private static final String ADAPTER = "java.util.concurrent.Executors$RunnableAdapter";
    private static final String ASYNC_SUPPLY = "java.util.concurrent.CompletableFuture$AsyncSupply";
    private static final String ASYNC_RUN = "java.util.concurrent.CompletableFuture$AsyncRun";

    private final Field callable;
    private final Class<?> adapter;
    private final Field adapted;
    private final Field adaptedResult;
    private final Field supplier;
    private final Field runnable;

    /**
     * @param opener opens the package of a class to the module of this class
     */
    JdkFutures(Consumer<Class<?>> opener) {
        if (!FutureTask.class.getModule().isOpen(FutureTask.class.getPackageName(), JdkFutures.class.getModule())) {
            opener.accept(FutureTask.class);
        }
        try {
            adapter = Class.forName(ADAPTER);
            callable = accessible(FutureTask.class, "callable");
            adapted = accessible(adapter, "task");
            adaptedResult = accessible(adapter, "result");
            supplier = accessible(Class.forName(ASYNC_SUPPLY), "fn");
            runnable = accessible(Class.forName(ASYNC_RUN), "fn");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("futures of this JDK cannot be taken apart: " + e, e);
        }
    }

    private static Field accessible(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /**
     * @return what stands here for a task that is a future itself, or null if it is none
     */
    Stub stub(Runnable task) {
        if (task instanceof RemoteFuture<?> future) {
            return ofRemoteFuture(future);
        }
        if (task instanceof FutureTask<?> future) {
            return ofFutureTask(future);
        }
        if (supplier.getDeclaringClass().isInstance(task)) {
            Object fn = get(supplier, task);
            return fn == null
                    ? Stub.nothing(task)
                    : new Stub(TaskBody.Kind.SUPPLIER, fn, task, null, ending -> {
                        Supplier<?> answer = () -> ending.getAsTask();
                        set(supplier, task, answer);
                        task.run();
                    });
        }
        if (runnable.getDeclaringClass().isInstance(task)) {
            Object fn = get(runnable, task);
            return fn == null
                    ? Stub.nothing(task)
                    : new Stub(TaskBody.Kind.RUNNABLE, fn, task, null, ending -> {
                        Runnable answer = ending::getAsTask;
                        set(runnable, task, answer);
                        task.run();
                    });
        }
        return task instanceof CompletableFuture.AsynchronousCompletionTask ? Stub.nothing(task) : null;
    }

    private Stub ofRemoteFuture(RemoteFuture<?> future) {
        Stub within = future.isOfFuture() ? stub((Runnable) future.work()) : null;
        if (within == null) {
            return new Stub(future.kind(), future.work(), future, future, future::end);
        }
        return new Stub(within.kind(), within.inner(), future, future, ending -> {
            within.complete(ending);
            // whatever the future inside was completed with, completing it was what the task did
            future.end(ending.isCancelled() ? ending : Ending.returned(null));
        });
    }

    private Stub ofFutureTask(FutureTask<?> task) {
        Object inner = get(callable, task);
        if (inner == null) {
            return Stub.nothing(task);
        }
        if (!adapter.isInstance(inner)) {
            return new Stub(
                    TaskBody.Kind.CALLABLE, inner, task, null, ending -> answer(task, ending, ending::getAsTask));
        }
        Runnable run = (Runnable) get(adapted, inner);
        Stub within = stub(run);
        if (within != null) {
            return new Stub(within.kind(), within.inner(), task, within.future(), ending -> {
                within.complete(ending);
                task.run();
            });
        }
        return new Stub(
                TaskBody.Kind.RUNNABLE,
                run,
                task,
                null,
                ending -> answer(task, ending, () -> {
                    ending.getAsTask();
                    return get(adaptedResult, inner);
                }));
    }

    private void answer(FutureTask<?> future, Ending ending, Callable<?> answer) {
        if (ending.isCancelled()) {
            future.cancel(false);
            return;
        }
        set(callable, future, answer);
        future.run();
    }

    private static Object get(Field field, Object of) {
        try {
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " was made accessible", e);
        }
    }

    private static void set(Field field, Object of, Object value) {
        try {
            field.set(of, value);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field + " was made accessible", e);
        }
    }
}
