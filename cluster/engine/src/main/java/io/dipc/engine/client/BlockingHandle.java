package io.dipc.engine.client;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.Reachability;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.Descriptor;
import java.lang.ref.Reference;

/** The handle that proxies use. */
public final class BlockingHandle implements ObjectHandle {
    private final KeyState key;
    private final boolean created;
    private final Submitter submitter;
    private final long settleGivingNanos;
    private final Runnable beforeGiving;
    private final boolean keeps;

    /**
     * @param key the object, retained for this handle
     * @param created whether this session created it
     * @param submitter the way to the requests
     * @param settleGivingNanos how long a giving command waits for the cluster when its own time is over
     * @param beforeGiving {@link io.dipc.engine.Companion#beforeGiving}
     */
    public BlockingHandle(
            KeyState key, boolean created, Submitter submitter, long settleGivingNanos, Runnable beforeGiving) {
        this(key, created, submitter, settleGivingNanos, beforeGiving, false);
    }

    private BlockingHandle(
            KeyState key,
            boolean created,
            Submitter submitter,
            long settleGivingNanos,
            Runnable beforeGiving,
            boolean keeps) {
        this.key = key;
        this.created = created;
        this.submitter = submitter;
        this.settleGivingNanos = settleGivingNanos;
        this.beforeGiving = beforeGiving;
        this.keeps = keeps;
        watch(this, key, submitter);
    }

    /** Static, so that what is run does not lead to the handle. */
    private static void watch(BlockingHandle handle, KeyState key, Submitter submitter) {
        Reachability.watch(handle, () -> submitter.execute(requests -> requests.release(key)));
    }

    @Override
    public String key() {
        return key.name();
    }

    @Override
    public Descriptor descriptor() {
        return key.descriptor();
    }

    @Override
    public boolean created() {
        return created;
    }

    @Override
    public int exclusions() {
        return submitter.exclusions();
    }

    @Override
    public ObjectHandle keeping() {
        submitter.execute(requests -> requests.retain(key));
        return new BlockingHandle(key, created, submitter, settleGivingNanos, beforeGiving, true);
    }

    @Override
    public byte[] call(byte[] command) {
        byte[] answer = callAsSeen(command, BlockingCommand.WHENEVER);
        if (answer == null) {
            throw new IllegalStateException(key.name() + ": a command that nobody gave up was cancelled");
        }
        return answer;
    }

    @Override
    public byte[] call(byte[] command, int exclusions) {
        byte[] answer = callAsSeen(command, exclusions);
        if (answer == null) {
            throw Failures.lost(key.name());
        }
        return answer;
    }

    @Override
    public byte[] callAsSeen(byte[] command, int exclusions) {
        beforeGiving.run();
        try {
            Grant grant = new BlockingCommand(key, command, false, false, submitter).execute(exclusions);
            return grant == null ? null : grant.answer();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void beforeGiving() {
        beforeGiving.run();
    }

    @Override
    public void send(byte[] command, Reply reply) {
        new SentCommand(key, command, this, reply).send(submitter);
    }

    @Override
    public boolean cutOff() {
        return submitter.cutOff();
    }

    @Override
    public byte[] query(byte[] query) {
        try {
            BlockingInquiry inquiry = new BlockingInquiry(
                            key.partition(), true, reference -> new Request.Query(reference, key.incarnation(), query))
                    .ask(submitter, key);
            if (inquiry.status() != Status.OK) {
                throw Failures.of(inquiry.status(), inquiry.bytes(), key.name());
            }
            return inquiry.bytes();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public Grant await(byte[] command, long nanos, Wait wait) throws InterruptedException {
        boolean receipt = wait != Wait.GIVING;
        if (!receipt) {
            beforeGiving.run();
        }
        try {
            return new BlockingCommand(key, command, receipt, keeps, submitter).execute(nanos, wait, settleGivingNanos);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
