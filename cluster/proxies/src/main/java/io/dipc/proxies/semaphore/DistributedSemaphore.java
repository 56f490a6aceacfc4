package io.dipc.proxies.semaphore;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreCommand;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.HandleSource;
import io.dipc.proxies.elements.ElementCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A {@link Semaphore} that belongs to the whole cluster. It departs from its superclass where more than one JVM makes a
 * difference: permits held by a JVM that crashes may return, and {@link #getQueuedThreads} knows the threads of this JVM
 * only. Written by Java serialization it becomes a local copy, and inside of an element a proxy of the same key. The superclass's own state is never used; its final methods are answered by
 * {@link #hasQueuedThreads(Semaphore)} and {@link #getQueueLength(Semaphore)} at rewritten call sites.
 */
public final class DistributedSemaphore extends Semaphore implements DistributedProxy {
    private static final long serialVersionUID = 1L;

    /** Instead of a number of permits: as many as the answer says. */
    private static final int ALL = -1;

    private final transient Binding binding;
    private final transient HandleSource handles;
    private final transient Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    /** As the semaphore was created; null until asked for. */
    private transient volatile Boolean releasedAtCrash;

    private final transient HeldHere held = new HeldHere();
    private final transient AtomicBoolean chargedBefore = new AtomicBoolean();

    /**
     * @param binding of a semaphore
     */
    public DistributedSemaphore(Binding binding) {
        super(0);
        this.binding = binding;
        this.handles = binding.handles();
    }

    /**
     * Stands for {@link Semaphore#hasQueuedThreads()}.
     *
     * @param semaphore a proxy or any other semaphore
     * @return for a proxy, whether a thread of any member waits
     */
    public static boolean hasQueuedThreads(Semaphore semaphore) {
        return semaphore instanceof DistributedSemaphore proxy ? proxy.queueLength() > 0 : semaphore.hasQueuedThreads();
    }

    /**
     * Stands for {@link Semaphore#getQueueLength()}.
     *
     * @param semaphore a proxy or any other semaphore
     * @return for a proxy, how many threads of all members wait
     */
    public static int getQueueLength(Semaphore semaphore) {
        return semaphore instanceof DistributedSemaphore proxy ? proxy.queueLength() : semaphore.getQueueLength();
    }

    @Override
    public Binding distributedBinding() {
        return binding;
    }

    @Override
    public void acquire() throws InterruptedException {
        acquire(1);
    }

    @Override
    public void acquire(int permits) throws InterruptedException {
        await(SemaphoreCommand.acquire(notNegative(permits)), permits, Long.MAX_VALUE, Wait.TAKING);
    }

    @Override
    public void acquireUninterruptibly() {
        acquireUninterruptibly(1);
    }

    @Override
    public void acquireUninterruptibly(int permits) {
        awaitUninterruptibly(SemaphoreCommand.acquire(notNegative(permits)), permits, Long.MAX_VALUE);
    }

    @Override
    public boolean tryAcquire() {
        return tryAcquire(1);
    }

    @Override
    public boolean tryAcquire(int permits) {
        Grant grant = awaitUninterruptibly(SemaphoreCommand.tryNow(notNegative(permits)), permits, 0);
        return SemaphoreAnswer.acquired(grant.answer());
    }

    @Override
    public boolean tryAcquire(long timeout, TimeUnit unit) throws InterruptedException {
        return tryAcquire(1, timeout, unit);
    }

    @Override
    public boolean tryAcquire(int permits, long timeout, TimeUnit unit) throws InterruptedException {
        notNegative(permits);
        long nanos = unit.toNanos(timeout);
        byte[] command = nanos > 0 ? SemaphoreCommand.acquire(permits) : SemaphoreCommand.tryInTurn(permits);
        Grant grant = await(command, permits, nanos, Wait.TAKING);
        return grant != null && SemaphoreAnswer.acquired(grant.answer());
    }

    @Override
    public void release() {
        release(1);
    }

    @Override
    public void release(int permits) {
        ObjectHandle handle = binding.handle();
        byte[] command = SemaphoreCommand.release(notNegative(permits));
        int exclusions = handle.exclusions();
        boolean heldHere = goesBackAnyway() && held.releasing(permits, exclusions, handle.key());
        byte[] answer;
        try {
            answer = heldHere ? handle.call(command, exclusions) : handle.call(command);
        } catch (OutcomeUnknownException e) {
            if (heldHere && handle.exclusions() != exclusions) {
                // Whether the release came first or the exclusion: the permits went back, once.
                throw HeldHere.lost(handle.key());
            }
            throw e;
        }
        switch (SemaphoreAnswer.Release.of(answer)) {
            case OVERFLOW:
                throw new Error("Maximum permit count exceeded");
            case CHARGED_TO_OTHERS:
                if (!chargedBefore.get() && chargedBefore.compareAndSet(false, true)) {
                    binding.chargedToOthers().run();
                }
                break;
            default:
                break;
        }
    }

    @Override
    public int availablePermits() {
        return SemaphoreAnswer.number(binding.handle().query(SemaphoreQuery.available()));
    }

    @Override
    public int drainPermits() {
        return SemaphoreAnswer.number(
                awaitUninterruptibly(SemaphoreCommand.drain(), ALL, 0).answer());
    }

    @Override
    protected void reducePermits(int reduction) {
        if (reduction < 0) {
            throw new IllegalArgumentException();
        }
        if (!SemaphoreAnswer.reduced(binding.handle().call(SemaphoreCommand.reduce(reduction)))) {
            throw new Error("Permit count underflow");
        }
    }

    @Override
    public boolean isFair() {
        return SemaphoreParameters.of(handles.get().descriptor().parameters()).fair();
    }

    /** The threads of this JVM that are in an acquire. */
    @Override
    protected Collection<Thread> getQueuedThreads() {
        return new ArrayList<>(waiting);
    }

    /** As the superclass does, by the name of the JDK's class. */
    @Override
    public String toString() {
        return Semaphore.class.getName() + "@" + Integer.toHexString(hashCode()) + "[Permits = " + availablePermits()
                + "]";
    }

    private int queueLength() {
        return SemaphoreAnswer.number(binding.handle().query(SemaphoreQuery.queueLength()));
    }

    private static int notNegative(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException();
        }
        return permits;
    }

    private Grant awaitUninterruptibly(byte[] command, int permits, long nanos) {
        try {
            return await(command, permits, nanos, Wait.UNINTERRUPTIBLY);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted in an uninterruptible wait", e);
        }
    }

    /** Waits for permits and accepts them. */
    private Grant await(byte[] command, int permits, long nanos, Wait wait) throws InterruptedException {
        ObjectHandle handle = binding.handle();
        Grant grant;
        if (nanos > 0) {
            Thread thread = Thread.currentThread();
            waiting.add(thread);
            try {
                grant = handle.await(command, nanos, wait);
            } finally {
                waiting.remove(thread);
            }
        } else {
            grant = handle.await(command, nanos, wait);
        }
        if (grant != null) {
            boolean acquired = SemaphoreAnswer.acquired(grant.answer());
            if (goesBackAnyway()) {
                // In this order: who has been excluded meanwhile is told now, or finds the number larger at the
                // release.
                int exclusions = handle.exclusions();
                grant.acceptLater();
                if (acquired) {
                    held.acquired(permits == ALL ? SemaphoreAnswer.number(grant.answer()) : permits, exclusions);
                }
            } else if (acquired) {
                grant.accept();
            } else {
                grant.acceptLater();
            }
        }
        return grant;
    }

    /** Whether permits that this JVM holds are returned if it crashes, so that nobody minds if they go back unheard. */
    private boolean goesBackAnyway() {
        Boolean known = releasedAtCrash;
        if (known == null) {
            known = SemaphoreParameters.of(handles.get().descriptor().parameters())
                    .releasedAtCrash();
            releasedAtCrash = known;
        }
        return known;
    }

    /** Without this the superclass, which has no permits, would be written. */
    private Object writeReplace() {
        return ElementCodec.isEncoding() ? this : new Semaphore(availablePermits(), isFair());
    }
}
