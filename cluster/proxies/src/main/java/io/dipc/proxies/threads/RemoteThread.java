package io.dipc.proxies.threads;

import io.dipc.SessionLostException;
import io.dipc.TaskLostException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.threads.ThreadCommand;
import io.dipc.objects.threads.ThreadEnd;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.executor.TaskResult;

/** A thread that was started here and runs in some member, this one included. Thread-safe. */
final class RemoteThread {
    private final ObjectHandle table;
    private final long id;
    private final String name;
    private final ElementCodec codec;

    /**
     * @param table the thread table
     * @param id of the thread there
     * @param name the thread's, for messages
     * @param codec for what it throws
     */
    RemoteThread(ObjectHandle table, long id, String name, ElementCodec codec) {
        this.table = table;
        this.id = id;
        this.name = name;
        this.codec = codec;
    }

    /**
     * Waits for its end, uninterruptibly; hands interrupts on.
     *
     * @throws Throwable what its body has thrown, or why that is not known
     */
    void awaitEnd() throws Throwable {
        ThreadEnd end = end();
        if (end == null) {
            throw new SessionLostException("this JVM was excluded from the cluster while thread \"" + name
                    + "\", which it had started, ran elsewhere; whether it has done its work is not known");
        }
        if (end.died() != null) {
            throw new TaskLostException("member " + end.died() + " has died or was excluded from the cluster while it"
                    + " ran thread \"" + name + "\"; the thread has run, in part or not at all, and is not run again,"
                    + " since its execution is AT_MOST_ONCE");
        }
        TaskResult.read(end.result(), codec, table.key());
    }

    private ThreadEnd end() {
        while (true) {
            try {
                Grant grant = table.await(ThreadCommand.awaitEnd(id), Long.MAX_VALUE, Wait.TAKING);
                ThreadEnd end = ThreadEnd.of(grant.answer());
                grant.acceptLater();
                return end;
            } catch (InterruptedException e) {
                interrupt();
            }
        }
    }

    /** Interrupts it; what is asked of it later is answered after that. */
    void interrupt() {
        table.call(ThreadCommand.interrupt(id));
    }

    /** Asks how it is. Waits uninterruptibly for the member that runs it. */
    ThreadCondition condition() {
        try {
            Grant grant = table.await(ThreadCommand.probe(id), Long.MAX_VALUE, Wait.UNINTERRUPTIBLY);
            ThreadCondition condition = ThreadCondition.of(grant.answer());
            grant.acceptLater();
            return condition;
        } catch (InterruptedException e) {
            throw new AssertionError("waits uninterruptibly", e);
        }
    }
}
