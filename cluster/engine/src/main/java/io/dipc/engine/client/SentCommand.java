package io.dipc.engine.client;

import io.dipc.engine.ObjectHandle;
import io.dipc.engine.protocol.Status;
import java.util.concurrent.atomic.AtomicReference;

/** A command for whose answer no thread waits. */
final class SentCommand extends Command implements Submitter.Caller {
    /** Kept reachable until the answer is there: an object that nobody can reach is left. */
    private final ObjectHandle handle;
    /** Null once it was told. */
    private final AtomicReference<ObjectHandle.Reply> reply;

    SentCommand(KeyState key, byte[] bytes, ObjectHandle handle, ObjectHandle.Reply reply) {
        super(key, bytes, false);
        this.handle = handle;
        this.reply = new AtomicReference<>(reply);
    }

    void send(Submitter submitter) {
        submitter.execute(requests -> requests.submitFurther(this), this);
    }

    @Override
    protected boolean ended(Status status, byte[] answer) {
        ObjectHandle.Reply to = reply.getAndSet(null);
        if (to == null) {
            return false;
        }
        if (status == Status.OK) {
            to.answered(answer);
        } else {
            to.failed(Failures.of(status, answer, handle.key()));
        }
        return true;
    }

    @Override
    public void failed(RuntimeException reason) {
        ObjectHandle.Reply to = reply.getAndSet(null);
        if (to != null) {
            to.failed(reason);
        }
    }
}
