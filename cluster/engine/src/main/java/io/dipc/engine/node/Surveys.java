package io.dipc.engine.node;

import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Questions to all members about what they know: those asked here, and those asked of this member. A change of view
 * begins them anew. Single-threaded; called by the node.
 */
final class Surveys {

    /** What surveys need of the node. */
    interface Port {
        /** The current view, or null. */
        View view();

        /** Sends a message to a member of the view, which may be this one. */
        void send(long session, Message message);

        /** What this member answers. */
        Survey own();
    }

    private record Asked(long from, long reference) {}

    private record Open(CompletableFuture<List<Survey>> result, Map<Long, Survey> answers) {}

    private final Port port;
    private final Map<Long, Open> open = new HashMap<>();
    private final List<Asked> held = new ArrayList<>();
    /** Negative, so that they are not taken for those of requests. */
    private long references;

    Surveys(Port port) {
        this.port = port;
    }

    /** Asks all members. */
    void begin(CompletableFuture<List<Survey>> result) {
        long reference = --references;
        open.put(reference, new Open(result, new HashMap<>()));
        ask(reference);
    }

    /** The view has changed: asks again. */
    void again() {
        held.clear();
        for (Map.Entry<Long, Open> survey : open.entrySet()) {
            survey.getValue().answers().clear();
            ask(survey.getKey());
        }
    }

    /** A member asks; the answer waits for {@link #answer}. */
    void asked(long from, SessionMessage.Inquire inquire) {
        held.add(new Asked(from, inquire.reference()));
    }

    /** Whether a member has asked and not been answered. */
    boolean somebodyWaits() {
        return !held.isEmpty();
    }

    /** All partitions whose home this member is are active: what it knows is complete, and it says so to all who asked. */
    void answer() {
        byte[] answer = port.own().toBytes();
        for (Asked asked : held) {
            port.send(
                    asked.from(), new SessionMessage.Reply(port.view().number(), asked.reference(), Status.OK, answer));
        }
        held.clear();
    }

    /** A member has answered. */
    void answered(long from, SessionMessage.Reply reply) {
        Open survey = open.get(reply.reference());
        if (survey == null) {
            return;
        }
        survey.answers().put(from, Survey.of(reply.bytes()));
        List<Survey> inOrder = new ArrayList<>();
        for (ViewMember member : port.view().members()) {
            Survey answer = survey.answers().get(member.member().session());
            if (answer == null) {
                return;
            }
            inOrder.add(answer);
        }
        open.remove(reply.reference());
        survey.result().complete(inOrder);
    }

    /** There will be no more answers. */
    void close(RuntimeException reason) {
        List<Open> all = List.copyOf(open.values());
        open.clear();
        all.forEach(survey -> survey.result().completeExceptionally(reason));
    }

    private void ask(long reference) {
        View view = port.view();
        if (view != null) {
            for (ViewMember member : view.members()) {
                port.send(member.member().session(), new SessionMessage.Inquire(view.number(), reference));
            }
        }
    }
}
