package io.dipc.engine.client;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.engine.protocol.Status;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A command for whose answer a thread waits. */
final class BlockingCommand extends Command implements Grant, Submitter.Caller {
    /** How long a thread that gave up a taking command waits for the cluster to say what became of it. */
    private static final long SETTLE_TAKING_NANOS = 250_000_000L;

    /** Instead of a number of exclusions: however often this JVM was excluded. */
    static final int WHENEVER = -1;

    private static final int UNDECIDED = 0;
    private static final int ACCEPTED = 1;
    private static final int LOST = 2;
    private static final VarHandle HAND;

    static {
        try {
            HAND = MethodHandles.lookup().findVarHandle(BlockingCommand.class, "hand", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Waiter waiter = new Waiter();
    private final Submitter submitter;
    private final boolean keeps;
    private Status status;
    private byte[] answer;
    private RuntimeException failure;
    /** Whose word comes first: the caller's, that it has what was given out, or the node's, that the session is over. */
    private volatile int hand = UNDECIDED;

    /**
     * @param keeps whether what it gives out is accepted only when the thread comes back or ends
     */
    BlockingCommand(KeyState key, byte[] bytes, boolean receipt, boolean keeps, Submitter submitter) {
        super(key, bytes, receipt);
        this.keeps = keeps;
        this.submitter = submitter;
    }

    /**
     * Executes the command, which does not wait for others, and waits for its end, uninterruptibly.
     *
     * @param exclusions how often this JVM must have been excluded, or {@link #WHENEVER}
     * @return the grant, or null if it was excluded more often, and the command had no effect
     */
    Grant execute(int exclusions) {
        submitter.execute(
                requests -> {
                    if (exclusions == WHENEVER || exclusions == submitter.exclusions()) {
                        requests.submit(this);
                    } else {
                        ended(Status.CANCELLED, null);
                    }
                },
                this);
        return soon();
    }

    private Grant soon() {
        if (waiter.awaitUnless(submitter::cutOff)) {
            return grant();
        }
        submitter.execute(requests -> requests.cancel(this));
        throw Failures.cutOff(key().name(), receipt());
    }

    /**
     * Executes the command and waits as long as asked for.
     *
     * @param settleGivingNanos how long to wait, after the time is over, to learn what became of a giving command
     * @return the grant, or null if the time was over first
     */
    Grant execute(long nanos, Wait wait, long settleGivingNanos) throws InterruptedException {
        if (wait == Wait.UNINTERRUPTIBLY || wait == Wait.CONTINUING) {
            submitter.execute(
                    wait == Wait.CONTINUING
                            ? requests -> requests.submitFurther(this)
                            : requests -> requests.submit(this),
                    this);
            if (nanos <= 0) {
                return soon();
            }
            if (waiter.await(nanos)) {
                return grant();
            }
            return giveUp(false, SETTLE_TAKING_NANOS, true);
        }
        if (Thread.interrupted()) {
            if (keeps) {
                submitter.execute(requests -> requests.cameBack(key(), taker()));
            }
            throw new InterruptedException();
        }
        submitter.execute(requests -> requests.submit(this), this);
        boolean taking = wait == Wait.TAKING;
        boolean interrupted = waiter.awaitInterruptibly(nanos <= 0 ? Long.MAX_VALUE : nanos);
        if (waiter.isDone()) {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return grant();
        }
        return giveUp(interrupted, taking ? SETTLE_TAKING_NANOS : settleGivingNanos, taking);
    }

    private Grant giveUp(boolean interrupted, long settleNanos, boolean taking) throws InterruptedException {
        submitter.execute(requests -> requests.cancel(this));
        if (waiter.await(settleNanos) || !waiter.abandon()) {
            if (status != Status.CANCELLED && interrupted) {
                Thread.currentThread().interrupt();
            } else if (interrupted) {
                throw new InterruptedException();
            }
            return grant();
        }
        if (!taking) {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw new OutcomeUnknownException("the cluster did not say in time whether a call on " + key().name()
                    + " took effect; look at the object before repeating it");
        }
        if (interrupted) {
            throw new InterruptedException();
        }
        return null;
    }

    private Grant grant() {
        if (failure != null) {
            throw Failures.here(failure);
        }
        return switch (status) {
            case OK -> this;
            case CANCELLED -> null;
            default -> throw Failures.of(status, answer, key().name());
        };
    }

    @Override
    public byte[] answer() {
        return answer;
    }

    @Override
    public void accept() {
        if (receipt()) {
            submitter.execute(keeps ? requests -> requests.keep(this) : requests -> requests.accept(this));
            checkNotLost();
        }
    }

    @Override
    public void acceptLater() {
        if (receipt()) {
            submitter.execute(requests -> requests.acceptLater(this));
            checkNotLost();
        }
    }

    /** The node may not have come to the acceptance yet when it finds that the session is over: then this is what counts. */
    private void checkNotLost() {
        if (!HAND.compareAndSet(this, UNDECIDED, ACCEPTED) && hand == LOST) {
            throw Failures.lost(key().name());
        }
    }

    @Override
    public void decline() {
        if (receipt()) {
            submitter.execute(requests -> requests.decline(this));
        }
    }

    @Override
    protected String thread() {
        return waiter.thread().getName();
    }

    @Override
    protected Object taker() {
        return waiter.thread();
    }

    @Override
    protected boolean takerIsAlive() {
        return waiter.thread().isAlive();
    }

    @Override
    protected boolean ended(Status how, byte[] what) {
        status = how;
        answer = what;
        return waiter.done();
    }

    @Override
    protected boolean repeats() {
        return keeps;
    }

    @Override
    protected boolean lost() {
        return HAND.compareAndSet(this, UNDECIDED, LOST) || hand == LOST;
    }

    @Override
    public void failed(RuntimeException reason) {
        if (!waiter.isDone()) {
            failure = reason;
            waiter.done();
        }
    }
}
