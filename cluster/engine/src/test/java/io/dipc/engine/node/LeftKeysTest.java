package io.dipc.engine.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A session leaves the objects that its program cannot reach, step by step. */
class LeftKeysTest extends SteppedCluster {

    @Test
    void anObjectThatNobodyWaitsForAnyMoreIsLeft() {
        End a = end(101);
        a.sees(a);
        a.node.execute(requests -> requests.submit(new Opening("q") {
            @Override
            protected boolean opened(SessionMessage.Opened message, KeyState key) {
                return false;
            }
        }));
        run();
        assertThat(keys(a)).isEmpty();
    }

    @Test
    void twoObjectsThatHadOneKeyAreLeft() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState first = open(a, "q", QUEUE);
        remove(b, "q");
        KeyState second = open(a, "q", QUEUE);
        assertThat(second).isNotSameAs(first);

        a.node.execute(requests -> requests.release(first));
        a.node.execute(requests -> requests.release(second));
        run();

        assertThat(keys(b)).isEmpty();
        assertThat(a.node.gone()).isNotDone();
        assertThat(open(a, "q", QUEUE)).isNotNull();
    }

    @Test
    void whoOpensAKeyThatIsBeingLeftWaitsForBothObjectsThatHadIt() {
        End a = end(101);
        End b = end(102);
        a.sees(a, b);
        b.sees(a, b);
        KeyState first = open(a, "q", QUEUE);
        remove(b, "q");
        KeyState second = open(a, "q", QUEUE);
        a.node.execute(requests -> requests.release(first));
        // it begins to leave the first one, and what it says does not arrive yet
        for (int i = 0; i < 20; i++) {
            clock += 25_000_000;
            a.node.tick();
        }
        List<KeyState> opened = new ArrayList<>();
        a.node.execute(requests -> requests.submit(new Opening("q") {
            @Override
            protected boolean opened(SessionMessage.Opened message, KeyState key) {
                return opened.add(key);
            }
        }));
        a.node.execute(requests -> requests.release(second));
        run();

        assertThat(opened).hasSize(1);
        assertThat(keys(b)).containsExactly("q");
    }

    private abstract class Opening extends Inquiry {
        private final String key;

        Opening(String key) {
            super(Placement.partitionOf(key));
            this.key = key;
        }

        @Override
        protected Request request(long reference) {
            return new Request.Open(reference, 101, key, QUEUE, null);
        }

        @Override
        protected String opens() {
            return key;
        }

        @Override
        protected void replied(Status status, byte[] bytes) {
            throw new AssertionError(status);
        }

        @Override
        protected void failed(RuntimeException reason) {
            throw new AssertionError(reason);
        }
    }

    private void remove(End end, String key) {
        List<Status> ends = new ArrayList<>();
        end.node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(key)) {
            @Override
            protected Request request(long reference) {
                return new Request.Remove(reference, end.self.session(), key);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                ends.add(status);
            }

            @Override
            protected void failed(RuntimeException reason) {
                throw new AssertionError(reason);
            }
        }));
        run();
        assertThat(ends).containsExactly(Status.OK);
    }

    private List<String> keys(End end) {
        CompletableFuture<List<Survey>> surveys = end.node.survey();
        run();
        assertThat(surveys).isDone();
        return surveys.join().stream()
                .flatMap(survey -> survey.keys().stream())
                .map(Survey.Key::name)
                .toList();
    }
}
