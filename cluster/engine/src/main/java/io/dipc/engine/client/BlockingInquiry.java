package io.dipc.engine.client;

import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import java.util.function.LongFunction;

/** An inquiry for whose answer a thread waits. */
public final class BlockingInquiry extends Inquiry implements Submitter.Caller {
    private final Waiter waiter = new Waiter();
    private final LongFunction<Request> maker;
    private final String opens;
    private final boolean harmless;
    private Status status;
    private byte[] bytes;
    private SessionMessage.Opened opened;
    private KeyState key;
    private RuntimeException failure;

    /**
     * @param partition whose home is asked
     * @param harmless whether the request changes nothing
     * @param maker makes the request from its number
     */
    public BlockingInquiry(int partition, boolean harmless, LongFunction<Request> maker) {
        this(partition, null, harmless, maker);
    }

    /**
     * @param partition whose home is asked
     * @param opens the key that the request creates or joins
     * @param maker makes the request from its number
     */
    public BlockingInquiry(int partition, String opens, LongFunction<Request> maker) {
        this(partition, opens, true, maker);
    }

    private BlockingInquiry(int partition, String opens, boolean harmless, LongFunction<Request> maker) {
        super(partition);
        this.opens = opens;
        this.harmless = harmless;
        this.maker = maker;
    }

    /** Asks and waits, uninterruptibly. */
    public BlockingInquiry ask(Submitter submitter) {
        submitter.execute(requests -> requests.submit(this), this);
        return await(submitter);
    }

    /** Asks about an object that this session has joined, and waits, uninterruptibly. */
    BlockingInquiry ask(Submitter submitter, KeyState about) {
        submitter.execute(requests -> requests.submit(this, about, waiter.thread()), this);
        return await(submitter);
    }

    private BlockingInquiry await(Submitter submitter) {
        if (!waiter.awaitUnless(submitter::cutOff)) {
            throw Failures.cutOff("the cluster", harmless);
        }
        if (failure != null) {
            throw Failures.here(failure);
        }
        return this;
    }

    /** How it ended; null if by {@link #opened()}. */
    public Status status() {
        return status;
    }

    /** What came with the status. */
    public byte[] bytes() {
        return bytes;
    }

    /** The answer to a request to open; else null. */
    public SessionMessage.Opened opened() {
        return opened;
    }

    /** The object that was opened; else null. */
    public KeyState key() {
        return key;
    }

    @Override
    protected Request request(long reference) {
        return maker.apply(reference);
    }

    @Override
    protected String opens() {
        return opens;
    }

    @Override
    protected void replied(Status how, byte[] what) {
        status = how;
        bytes = what;
        waiter.done();
    }

    @Override
    protected boolean opened(SessionMessage.Opened what, KeyState state) {
        opened = what;
        key = state;
        return waiter.done();
    }

    @Override
    public void failed(RuntimeException reason) {
        if (!waiter.isDone()) {
            failure = reason;
            waiter.done();
        }
    }
}
