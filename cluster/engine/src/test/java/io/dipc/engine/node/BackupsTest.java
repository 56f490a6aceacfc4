package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Status;
import io.dipc.objects.queue.QueueCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many members as there are backups may die at once, whichever, and nothing is lost; one more is one too many. */
class BackupsTest extends SteppedCluster {
    private static final int QUEUES = 30;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void asManyMayDieAtOnce(int count) {
        backups = count;
        End[] members = members(count + 2);
        End client = members[count + 1];
        List<KeyState> queues = filled(client);

        dieAtOnce(members, count);

        for (KeyState queue : queues) {
            Object[] polled = command(client, queue, QueueCommand.poll(), true);
            assertThat(polled[0]).isEqualTo(Status.OK);
            assertThat((byte[]) polled[1]).endsWith((byte) 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void oneMoreIsTooMany(int count) {
        backups = count;
        End[] members = members(count + 2);
        End client = members[count + 1];
        List<KeyState> queues = filled(client);

        dieAtOnce(members, count + 1);

        List<Object> ends = queues.stream()
                .map(queue -> command(client, queue, QueueCommand.poll(), true)[0])
                .toList();
        // the client's own member has a copy of the others
        assertThat(ends).containsOnly(Status.OK, Status.LOST);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void fewerMembersThanCopiesAreNoHindrance(int count) {
        backups = count;
        End[] members = members(2);

        List<KeyState> queues = filled(members[1]);
        dieAtOnce(members, 1);

        queues.forEach(queue -> assertThat((byte[]) command(members[1], queue, QueueCommand.poll(), true)[1])
                .endsWith((byte) 1));
    }

    private End[] members(int count) {
        End[] all = IntStream.range(0, count).mapToObj(i -> end(101 + i)).toArray(End[]::new);
        for (End one : all) {
            one.sees(all);
        }
        run();
        return all;
    }

    private List<KeyState> filled(End client) {
        List<KeyState> queues = new ArrayList<>();
        for (int i = 0; i < QUEUES; i++) {
            KeyState queue = open(client, "q" + i, QUEUE);
            assertThat(command(client, queue, QueueCommand.offer(new byte[] {0, 1}), false)[0])
                    .isEqualTo(Status.OK);
            queues.add(queue);
        }
        return queues;
    }

    private void dieAtOnce(End[] members, int count) {
        End[] alive = Arrays.copyOfRange(members, count, members.length);
        for (int i = 0; i < count; i++) {
            ends.remove(members[i].self.session());
        }
        for (End one : alive) {
            one.sees(alive);
        }
        run();
    }
}
