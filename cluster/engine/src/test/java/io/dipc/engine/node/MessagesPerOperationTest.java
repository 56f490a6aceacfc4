package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.queue.QueueQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What calls cost in messages, of all members together: the caller is neither home nor backup, and nobody else calls. */
class MessagesPerOperationTest extends SteppedCluster {
    private static final int CALLS = 50;

    private static final Descriptor LARGE =
            new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(2 * CALLS).toBytes(), "t");

    @Test
    void elementsThatAreAddedAndTaken() {
        Caller caller = new Caller();
        // To the home, to its backup, and the answer; the backup is told who waits, and tells the caller.
        assertThat(caller.messages(QueueCommand.offer(new byte[] {0, 1}), false))
                .isEqualTo(5);
        // The same, and the acceptance, to the home and to its backup.
        assertThat(caller.messages(QueueCommand.poll(), true)).isEqualTo(7);
    }

    @Test
    void answersTravelByWayOfTheBackup() {
        Caller caller = new Caller();
        caller.messages(QueueCommand.offer(new byte[] {0, 1}), false);
        // To the home, to the backup, and from there to the caller.
        assertThat(caller.lastFrames).isEqualTo(3);
        caller.messages(QueueCommand.offer(new byte[5000]), false);
        assertThat(caller.lastFrames).isEqualTo(3);
        caller.messages(QueueCommand.poll(), false);
        assertThat(caller.lastFrames).isEqualTo(3);
        caller.messages(QueueCommand.poll(), false);
        // Of a large answer the home does not make the backup pass it on.
        assertThat(caller.lastFrames).isEqualTo(4);
    }

    @Test
    void answersToInquiriesDoToo() {
        Caller caller = new Caller();
        long before = caller.frames();
        issue(caller.end, caller.queue, QueueCommand.take(), true);
        deliver();
        Status[] status = ask(caller);
        deliver();
        assertThat(status[0]).isEqualTo(Status.OK);
        assertThat(caller.frames() - before)
                .as(
                        "the command to the home, where it is parked; the question, which depends on that, to the home, to its backup,"
                                + " and from there to the caller")
                .isEqualTo(1 + 3);
    }

    @Test
    void nobodyWaitsForTheBackupOfACommandThatIsParked() {
        Caller caller = new Caller();
        long before = caller.frames();
        issue(caller.end, caller.queue, QueueCommand.take(), true);
        Object[] taken = lastResult;
        deliver();
        assertThat(caller.frames() - before).as("to the home").isEqualTo(1);
        assertThat(taken[0]).as("parked").isNull();

        issue(caller.end, caller.queue, QueueCommand.offer(new byte[] {0, 1}), false);
        deliver();

        assertThat(taken[0]).isEqualTo(Status.OK);
        assertThat(caller.frames() - before)
                .as("the offer to the home; both entries to the backup; both answers; and the acceptance")
                .isLessThanOrEqualTo(1 + 3 + 2);
    }

    /** Asks for the size of the queue; what becomes of it. */
    private Status[] ask(Caller caller) {
        Status[] result = new Status[1];
        long incarnation = caller.queue.incarnation();
        caller.end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf("q")) {
            @Override
            protected Request request(long reference) {
                return new Request.Query(reference, incarnation, QueueQuery.size());
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                result[0] = status;
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw reason;
            }
        }));
        return result;
    }

    /** Three members, one of which neither has the queue nor a copy of it. */
    private final class Caller {
        private final List<End> all = List.of(end(101), end(102), end(103));
        private final End end;
        private final KeyState queue;
        /** How many frames each of the last calls took. */
        private long lastFrames;

        Caller() {
            all.forEach(each -> each.sees(all.toArray(new End[0])));
            run();
            Placement placement = new Placement(all.get(0).node.view());
            int partition = Placement.partitionOf("q");
            end = all.stream()
                    .filter(e -> !placement.holds(partition, e.self.session()))
                    .findFirst()
                    .orElseThrow();
            queue = open(end, "q", LARGE);
            run();
        }

        long messages(byte[] command, boolean takes) {
            long before = sent();
            long framesBefore = frames();
            for (int i = 0; i < CALLS; i++) {
                issue(end, queue, command, takes);
                Object[] result = lastResult;
                deliver();
                assertThat(result[0]).isEqualTo(Status.OK);
            }
            // Of the last one something may still be to be said.
            lastFrames = Math.round((double) (frames() - framesBefore) / CALLS);
            return Math.round((double) (sent() - before) / CALLS);
        }

        private long frames() {
            return all.stream().mapToLong(e -> e.node.traffic().frames()).sum();
        }

        private long sent() {
            return all.stream().mapToLong(e -> e.node.traffic().messages()).sum();
        }
    }
}
