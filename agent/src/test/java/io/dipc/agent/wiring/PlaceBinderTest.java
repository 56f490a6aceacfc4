package io.dipc.agent.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.NotDistributableException;
import io.dipc.memory.runtime.RegionSettings;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.rewriter.Place;
import io.dipc.rewriter.Reports;
import io.dipc.rewriter.classfile.Policies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class PlaceBinderTest {

    private static final Place PLACE = new Place(
            Place.Kind.STATIC_FIELD,
            "field com.acme.App.jobs",
            "jobs",
            "com.acme.App.jobs",
            "java.util.concurrent.BlockingQueue",
            Policies.DEFAULT,
            PlaceBinderTest.class,
            null);

    private final List<String> warnings = new ArrayList<>();

    private final Reports reports = new Reports() {
        @Override
        public RuntimeException refusal(String message) {
            return new NotDistributableException(message);
        }

        @Override
        public void warn(String line) {
            warnings.add(line);
        }

        @Override
        public void error(String line, Throwable cause) {
            throw new AssertionError(line, cause);
        }
    };

    private PlaceBinder binder(boolean failClosed) {
        ProxyBinder proxies = new ProxyBinder(
                () -> {
                    throw new AssertionError("nothing here is distributed");
                },
                new ProxyBinder.Settings("me", ElementFilter.standard(), false, type -> {}));
        BufferBinder buffers = new BufferBinder(
                () -> {
                    throw new AssertionError("nothing here is distributed");
                },
                new RegionSettings(4096, 1),
                "me",
                new EndOfJvm());
        return new PlaceBinder(proxies, buffers, failClosed, reports);
    }

    @Test
    void objectWithoutAProxyIsRefused() {
        assertThatThrownBy(() -> binder(true).bind(new PriorityQueue<>(), null, PLACE))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.jobs", "PriorityQueue");
        assertThat(warnings).isEmpty();
    }

    @Test
    void bufferOnTheHeapIsRefused() {
        assertThatThrownBy(() -> binder(true).bind(ByteBuffer.allocate(8), null, PLACE))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.jobs", "heap", "FileChannel.map");
        ByteBuffer local = ByteBuffer.allocate(8);
        assertThat(binder(false).bind(local, null, PLACE)).isSameAs(local);
        assertThat(warnings).singleElement().asString().contains("it stays local");
    }

    @Test
    void whereItDoesNotFailClosedItStaysLocalAfterOneWarning() {
        PlaceBinder open = binder(false);
        PriorityQueue<String> local = new PriorityQueue<>();
        assertThat(open.bind(local, null, PLACE)).isSameAs(local);
        assertThat(open.bind(local, null, PLACE)).isSameAs(local);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("field com.acme.App.jobs", "PriorityQueue", "it stays local");
    }

    @Test
    void nullIsNull() {
        assertThat(binder(true).bind(null, null, PLACE)).isNull();
    }
}
