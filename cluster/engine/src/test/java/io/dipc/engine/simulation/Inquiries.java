package io.dipc.engine.simulation;

import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import io.dipc.objects.Descriptor;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** What a run asks of the cluster before its clients begin and when they have ended. */
final class Inquiries {
    private final Observations observations;

    Inquiries(Observations observations) {
        this.observations = observations;
    }

    void drain(SimulatedJvm jvm, boolean[] drained) {
        Recorder.Call call = observations.begin(Observations.QUEUE, jvm.name, "drain", Action.REMOVE_FIRST, List.of());
        jvm.node.execute(requests -> requests.submit(new Command(jvm.queue, QueueCommand.poll(), true) {
            @Override
            protected boolean ended(Status status, byte[] answer) {
                if (status != Status.OK) {
                    observations.check(false, "drain: " + status);
                    return true;
                }
                byte[] body = QueueAnswer.element(answer);
                if (body != null) {
                    String element = new String(body, 1, body.length - 1, StandardCharsets.UTF_8);
                    call.end(Outcome.DONE, List.of(element), 0);
                    Command self = this;
                    jvm.node.execute(r -> r.accept(self));
                    drain(jvm, drained);
                } else {
                    call.end(Outcome.REFUSED);
                    drained[0] = true;
                }
                return true;
            }

            @Override
            protected boolean lost() {
                return false;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(false, "drain: " + reason);
            }
        }));
    }

    void open(SimulatedJvm jvm, String key, Descriptor descriptor, Consumer<KeyState> opened) {
        ask(jvm, Placement.partitionOf(key), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Open(reference, jvm.node.self().session(), key, descriptor, null);
            }

            @Override
            public void opened(KeyState state) {
                opened.accept(state);
            }
        });
    }

    void available(SimulatedJvm jvm, boolean[] counted) {
        Recorder.Call call = observations.begin(Observations.SEMAPHORE, jvm.name, "count", Action.AVAILABLE, List.of());
        ask(jvm, Placement.partitionOf(Observations.SEMAPHORE), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Query(reference, jvm.semaphore.incarnation(), SemaphoreQuery.available());
            }

            @Override
            public void replied(byte[] bytes) {
                call.end(Outcome.DONE, List.of(), SemaphoreAnswer.number(bytes));
                counted[0] = true;
            }
        });
    }

    private interface Asked {
        Request request(long reference);

        default void opened(KeyState state) {}

        default void replied(byte[] bytes) {}
    }

    private void ask(SimulatedJvm jvm, int partition, Asked asked) {
        jvm.node.execute(requests -> requests.submit(new Inquiry(partition) {
            @Override
            protected Request request(long reference) {
                return asked.request(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                observations.check(status == Status.OK, "an inquiry ended with " + status);
                if (status == Status.OK) {
                    asked.replied(bytes);
                }
            }

            @Override
            protected boolean opened(SessionMessage.Opened message, KeyState state) {
                asked.opened(state);
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                observations.check(jvm.gone, "an inquiry failed: " + reason);
            }
        }));
    }
}
