package io.dipc.engine.client;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.protocol.Accepted;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.CommandId;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of commands in progress when this JVM was excluded and has a new session: objects are joined again;
 * commands that take are issued again; of the others the home is asked how they ended. Single-threaded.
 */
final class Succession {
    private final Requests requests;

    Succession(Requests requests) {
        this.requests = requests;
    }

    /**
     * Goes on with an object.
     *
     * @param old the session that is over
     * @param view the newest one in which that session knew the home to be active, or 0
     */
    void begin(KeyState key, long old, long view) {
        List<Runnable> afterwards = new ArrayList<>();
        for (KeyState.Slot slot : key.slots) {
            if (slot.state == KeyState.State.BUSY) {
                afterwards.add(again(slot.command, new CommandId(old, slot.number, slot.sequence), view));
            }
        }
        Accepted accepted = key.accepted();
        key.reset();
        if (key.rejoining != null) {
            // Excluded once more before it was joined again: the request to join is still to be answered, and the
            // session
            // that is over now was given nothing.
            key.rejoining.addAll(afterwards);
        } else {
            key.rejoining = afterwards;
            requests.afterOffering(key.partition(), () -> requests.tell(new Rejoin(key, old, accepted)));
        }
    }

    private Runnable again(Command command, CommandId old, long view) {
        if (command.receipt()) {
            if (command.cancelled) {
                return () -> command.ended(Status.CANCELLED, null);
            }
            return requests.later(command);
        }
        return () -> requests.submit(new Inquiry(command.key().partition()) {
            @Override
            protected Request request(long reference) {
                return new Request.Outcome(reference, command.key().incarnation(), view, old);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                boolean hadNoEffect = status == Status.CANCELLED && !command.cancelled;
                if (hadNoEffect && command.key().returnedWithSession()) {
                    command.failed(Failures.lost(command.key().name()));
                } else if (hadNoEffect) {
                    requests.submitFurther(command);
                } else if (status == Status.NOT_ATTACHED) {
                    command.failed(
                            new OutcomeUnknownException("this JVM was excluded from the cluster during a call on "
                                    + command.key().name()
                                    + ", and the cluster does not know whether the call took effect;"
                                    + " look at the object before repeating it"));
                } else {
                    command.ended(status, bytes);
                }
            }

            @Override
            protected void failed(RuntimeException reason) {
                command.failed(reason);
            }
        });
    }

    /** Joins an object again after a change of session, and says what of that which the former one was given has arrived. */
    private static final class Rejoin extends Inquiry {
        private final KeyState key;
        private final long former;
        private final Accepted accepted;

        Rejoin(KeyState key, long former, Accepted accepted) {
            super(key.partition());
            this.key = key;
            this.former = former;
            this.accepted = accepted;
        }

        @Override
        protected Request request(long reference) {
            return new Request.Attach(reference, key.incarnation(), key.name(), former, accepted);
        }

        @Override
        protected boolean tells() {
            return true;
        }

        @Override
        protected void replied(Status status, byte[] bytes) {
            key.rejoined();
        }

        @Override
        protected void failed(RuntimeException reason) {
            key.rejoined();
        }
    }
}
