package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/** Four members that part into two halves, which both go on, and meet again: the half of the first two is the larger one. */
abstract class TwoHalves extends SteppedCluster {
    static final Descriptor UNBOUNDED =
            new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(Integer.MAX_VALUE).toBytes(), "t");

    End a;
    End b;
    End c;
    End d;

    List<String> namesInBothHalves(int count) {
        Placement placement = new Placement(a.node.view());
        int partition = IntStream.range(0, Placement.PARTITIONS)
                .filter(p -> Stream.of(a, b).anyMatch(e -> placement.holds(p, e.self.session()))
                        && Stream.of(c, d).anyMatch(e -> placement.holds(p, e.self.session())))
                .findFirst()
                .orElseThrow();
        return IntStream.range(0, 100 * count * Placement.PARTITIONS)
                .mapToObj(i -> "k" + i)
                .filter(name -> Placement.partitionOf(name) == partition)
                .limit(count)
                .toList();
    }

    static List<byte[]> bodies(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new byte[] {0, (byte) (i % 100)})
                .toList();
    }

    @BeforeEach
    void begin() {
        a = end(101);
        b = end(102);
        c = end(103);
        d = end(104);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
        run();
    }

    void part() {
        Stream.of(a, b).forEach(e -> e.sees(a, b));
        Stream.of(c, d).forEach(e -> e.sees(c, d));
        run();
    }

    void meet() {
        excludeSmaller();
        run();
    }

    void excludeSmaller() {
        c.exclude(203);
        d.exclude(204);
        List.of(a, b, c, d).forEach(e -> e.sees(a, b, c, d));
    }

    /** Opened by the oldest member. */
    KeyState keyInBothHalves(Descriptor descriptor) {
        return open(a, keyInBothHalves(name -> true), descriptor);
    }

    String keyInBothHalves(Predicate<String> further) {
        Placement placement = new Placement(a.node.view());
        return IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i)
                .filter(name -> Stream.of(a, b).anyMatch(e -> holds(placement, name, e))
                        && Stream.of(c, d).anyMatch(e -> holds(placement, name, e))
                        && further.test(name))
                .findFirst()
                .orElseThrow();
    }

    void remove(End end, String name) {
        Object[] result = new Object[1];
        inquire(end, name, result, reference -> new Request.Remove(reference, end.self.session(), name));
        assertThat(((byte[]) result[0])[0]).isEqualTo((byte) 1);
    }

    void inquire(End end, String name, Object[] result, LongFunction<Request> request) {
        end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(name)) {
            @Override
            protected Request request(long reference) {
                return request.apply(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                assertThat(status).isEqualTo(Status.OK);
                result[0] = bytes;
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw reason;
            }
        }));
        run();
    }

    /** A key of which only these have copies. */
    String keyOnlyIn(End one, End other) {
        Placement placement = new Placement(a.node.view());
        return IntStream.range(0, 1000)
                .mapToObj(i -> "k" + i)
                .filter(name -> holds(placement, name, one) && holds(placement, name, other))
                .findFirst()
                .orElseThrow();
    }

    static boolean holds(Placement placement, String key, End end) {
        return placement.holds(Placement.partitionOf(key), end.self.session());
    }

    boolean offered(End end, KeyState key, int element) {
        Object[] result = command(end, key, QueueCommand.offer(new byte[] {0, (byte) element}), false);
        if (result[0] == Status.LOST) {
            return false;
        }
        assertThat(result[0]).isEqualTo(Status.OK);
        return QueueAnswer.added((byte[]) result[1]);
    }

    /** What the oldest member takes. */
    List<Integer> drain(KeyState key) {
        return drain(a, key);
    }

    List<Integer> drain(End end, KeyState key) {
        List<Integer> all = new ArrayList<>();
        while (true) {
            Object[] result = command(end, key, QueueCommand.poll(), true);
            assertThat(result[0]).isEqualTo(Status.OK);
            byte[] body = QueueAnswer.element((byte[]) result[1]);
            if (body == null) {
                return all;
            }
            all.add((int) body[1]);
        }
    }
}
