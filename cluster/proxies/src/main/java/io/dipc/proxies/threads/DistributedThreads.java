package io.dipc.proxies.threads;

import io.dipc.KeyRemovedException;
import io.dipc.NotDistributableException;
import io.dipc.ObjectLostException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.executor.Semantics;
import io.dipc.objects.threads.ThreadAnswer;
import io.dipc.objects.threads.ThreadCommand;
import io.dipc.proxies.elements.ElementCodec;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of this JVM that run elsewhere, and those of others that run here. Thread-safe.
 *
 * <p>A thread that runs elsewhere is started here, too: it is the program's own object, which waits for its end there. So
 * whatever the JVM and the JDK do with threads (to join them, to wait for those that are no daemons, to call the handler of
 * what they throw) they do with it.
 */
public final class DistributedThreads {
    /** The key of the thread table. */
    public static final String KEY = "dipc:threads";

    private static final Logger LOG = LoggerFactory.getLogger(DistributedThreads.class);
    private static final byte[] NO_PARAMETERS = {};

    /** How long the first thread waits for helpers that are about to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Supplier<Cluster> cluster;
    private final Runnable before;
    private final String memberName;
    private final ElementCodec codec;
    private final ClassLoader loader;
    private final ThreadTarget targets;
    private final ThreadAttendance attendance;
    private final int helpers;
    /** Held while the first thread waits for helpers. */
    private final Object awaiting = new Object();

    private boolean awaited;
    /** Guarded by this. */
    private boolean attending;

    private volatile ObjectHandle table;
    private final Map<Class<?>, Semantics> classes = Collections.synchronizedMap(new WeakHashMap<>());
    /** Those that were started here and run elsewhere, until they end. */
    private final Map<Thread, RemoteThread> remote = Collections.synchronizedMap(new IdentityHashMap<>());
    /** Threads of the program's own classes that were made here for others, until they run. */
    private final Map<Thread, Runnable> made = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * @param cluster answers the cluster
     * @param before runs before others hear of a start or an end; waits for what the application has sent to the cluster
     * @param memberName how this JVM is called in messages
     * @param codec for bodies of threads
     * @param loader finds their classes, and is the context class loader of threads that run here
     * @param opener opens the package of a class to the module of this class
     * @param helpers how many helpers to wait for before the first thread is started, for half a minute at most
     */
    public DistributedThreads(
            Supplier<Cluster> cluster,
            Runnable before,
            String memberName,
            ElementCodec codec,
            ClassLoader loader,
            Consumer<Class<?>> opener,
            int helpers) {
        this.cluster = cluster;
        this.before = before;
        this.memberName = memberName;
        this.codec = codec;
        this.loader = loader;
        this.targets = new ThreadTarget(opener);
        this.helpers = helpers;
        this.attendance = new ThreadAttendance(
                this::open,
                before,
                new LocalThread.Here(
                        codec,
                        KEY,
                        memberName,
                        loader,
                        classes::containsKey,
                        (thread, what, ended) -> made.put(thread, () -> what.runItself(thread, ended))));
    }

    /**
     * Threads whose body is of this class run elsewhere from now on.
     *
     * @param type a {@link Runnable}; not its subclasses
     * @param execution name of the {@link Semantics} of its threads
     */
    public void distribute(Class<?> type, String execution) {
        // fails now rather than whenever any thread is started
        targets.of(Thread.currentThread());
        classes.put(type, Semantics.valueOf(execution));
    }

    /** Runs threads of others here from now on. Does not wait for the cluster. */
    public synchronized void attend() {
        if (!attending) {
            attending = true;
            Thread thread = new Thread(null, attendance, "dipc-threads", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
        }
    }

    /**
     * Waits until no thread of others runs here.
     *
     * @param nanos how long at most
     * @return whether none does
     */
    public boolean awaitEnds(long nanos) throws InterruptedException {
        return attendance.awaitEnds(System.nanoTime() + nanos);
    }

    /**
     * A thread is about to be started: if its body is of a distributed class, it is placed in a member.
     *
     * @throws io.dipc.DipcException if that cannot be; the thread is not started then
     */
    public void start(Thread thread) {
        if (classes.isEmpty() || made.containsKey(thread) || remote.containsKey(thread)) {
            return;
        }
        Object body = classes.containsKey(thread.getClass()) ? thread : targets.of(thread);
        Semantics semantics = body == null ? null : classes.get(body.getClass());
        if (semantics != null && thread.getState() == Thread.State.NEW) {
            checkLoader(body.getClass());
            ThreadBody travelling = ThreadBody.of(thread, body, codec, KEY);
            warnOfCopies(body);
            remote.put(thread, place(travelling, semantics));
        }
    }

    private void warnOfCopies(Object body) {
        String changeable = codec.capturedState(body);
        if (changeable != null) {
            LOG.warn(
                    "a thread of {} has captured {}, and works on a copy of it: what it changes there is not seen"
                            + " elsewhere; keep it in a distributed object",
                    body.getClass().getName(),
                    changeable);
        }
    }

    private void checkLoader(Class<?> type) {
        Class<?> found;
        try {
            found = Class.forName(type.getName(), false, loader);
        } catch (ClassNotFoundException e) {
            found = null;
        }
        if (found != type) {
            throw new NotDistributableException("class " + type.getName() + ", whose threads are distributed, is not"
                    + " found by the class loader " + loader + " (expected: a class on the class path of the JVM, by"
                    + " which other members find it); do not distribute its threads");
        }
    }

    private RemoteThread place(ThreadBody body, Semantics semantics) {
        attend();
        while (true) {
            ObjectHandle current = table();
            try {
                awaitHelpers(current);
                before.run();
                byte[] answer = current.call(ThreadCommand.start(semantics, body.name(), body.toBytes()));
                ThreadAnswer.Started started = ThreadAnswer.started(answer);
                LOG.debug("thread \"{}\" runs in {}", body.name(), started.member());
                return new RemoteThread(current, started.thread(), body.name(), codec);
            } catch (KeyRemovedException | ObjectLostException e) {
                // as with other keys that nobody needs any more: it begins anew
                LOG.debug("the thread table begins anew", e);
                table = null;
            }
        }
    }

    private void awaitHelpers(ObjectHandle current) {
        synchronized (awaiting) {
            if (awaited) {
                return;
            }
            byte[] command = ThreadCommand.awaitAttendance(helpers + 1);
            try {
                Grant grant = current.await(command, PATIENCE.toNanos(), Wait.UNINTERRUPTIBLY);
                if (grant != null) {
                    grant.acceptLater();
                } else {
                    LOG.warn(
                            "not all of the {} helpers have come within {} s; threads are started without them",
                            helpers,
                            PATIENCE.toSeconds());
                }
                awaited = true;
            } catch (InterruptedException e) {
                throw new AssertionError("waits uninterruptibly", e);
            }
        }
    }

    private ObjectHandle table() {
        ObjectHandle known = table;
        if (known == null) {
            known = open();
            table = known;
        }
        return known;
    }

    private ObjectHandle open() {
        return cluster.get().open(KEY, new Descriptor(Kind.THREADS, NO_PARAMETERS, memberName), null);
    }

    /**
     * A thread is about to run its body.
     *
     * @return whether there is nothing to do any more; what it has thrown elsewhere is thrown
     */
    public boolean run(Thread thread) {
        if (thread != Thread.currentThread()) {
            return false;
        }
        Runnable forOthers = made.remove(thread);
        if (forOthers != null) {
            forOthers.run();
            return true;
        }
        RemoteThread elsewhere = remote.get(thread);
        if (elsewhere == null) {
            return false;
        }
        try {
            elsewhere.awaitEnd();
        } catch (Throwable e) {
            throw DistributedThreads.<RuntimeException>unchecked(e);
        } finally {
            remote.remove(thread);
        }
        return true;
    }

    /** The thread's end is told as it was; its body may throw checked exceptions, too, in languages that let it. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable e) throws E {
        throw (E) e;
    }

    /**
     * @return whether the thread runs elsewhere, and is interrupted there
     */
    public boolean interrupt(Thread thread) {
        RemoteThread elsewhere = remote.get(thread);
        if (elsewhere == null) {
            return false;
        }
        elsewhere.interrupt();
        return true;
    }

    /**
     * @return the thread's state there, if it runs elsewhere; else null
     */
    public Thread.State state(Thread thread) {
        RemoteThread elsewhere = remote.get(thread);
        return elsewhere == null ? null : elsewhere.condition().state();
    }

    /**
     * @return whether the thread is interrupted there, if it runs elsewhere; else null
     */
    public Boolean isInterrupted(Thread thread) {
        RemoteThread elsewhere = remote.get(thread);
        return elsewhere == null ? null : elsewhere.condition().interrupted();
    }
}
