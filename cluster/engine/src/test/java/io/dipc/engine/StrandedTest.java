package io.dipc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.inprocess.InProcessNetwork;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member joins through another that is gone before it took it in, and nothing proves its end. */
@Timeout(300)
class StrandedTest {

    /** A network that shows another member once, and then never again. */
    private static final class Deserted implements Network {
        private final Member self;
        private final Quorum quorum;
        private boolean closed;

        Deserted(long session, Quorum quorum) {
            self = new Member(session, "newcomer", "127.0.0.1:5802", true);
            this.quorum = quorum;
        }

        @Override
        public Member self() {
            return self;
        }

        @Override
        public Quorum quorum() {
            return quorum;
        }

        @Override
        public void start(Listener listener) {
            listener.members(List.of(new Member(1, "gone", "127.0.0.1:5801", true), self));
            listener.members(List.of(self));
        }

        @Override
        public void send(long session, byte[] frame, int length) {
            // Lost, as networks may lose frames.
        }

        @Override
        public Member renew() {
            throw new AssertionError("there was no session to renew");
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void itJoinsAgain() {
        InProcessNetwork network = new InProcessNetwork();
        List<Deserted> deserted = new ArrayList<>();
        EngineCluster cluster = EngineCluster.join(
                () -> {
                    if (deserted.size() == 2) {
                        return network.connect("newcomer", true);
                    }
                    deserted.add(new Deserted(2 + deserted.size(), Quorum.MAJORITY));
                    return deserted.get(deserted.size() - 1);
                },
                InProcessNetwork.options("newcomer", Duration.ofMillis(200)));
        assertThat(deserted).hasSize(2).allMatch(each -> each.closed);
        assertThat(cluster.members()).extracting(MemberInfo::name).containsExactly("newcomer");
        cluster.close();
    }
}
