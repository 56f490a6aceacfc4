package io.dipc.agent.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.NotDistributableException;
import io.dipc.memory.runtime.Region;
import io.dipc.memory.runtime.RegionSettings;
import io.dipc.memory.runtime.Regions;
import io.dipc.rewriter.Place;
import io.dipc.rewriter.classfile.Policies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BufferBinderTest {

    private final FakeRegions regions = new FakeRegions();
    private final BufferBinder binder =
            new BufferBinder(() -> regions, new RegionSettings(8192, 1), "me", new EndOfJvm());
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(100);

    private static Place place(String name, String key, String backups) {
        Policies policies = Policies.DEFAULT.with(null, null, null, backups);
        return new Place(
                Place.Kind.STATIC_FIELD,
                "field com.acme.App." + name,
                key,
                "com.acme.App." + name,
                "java.nio.ByteBuffer",
                policies,
                BufferBinderTest.class,
                null);
    }

    @Test
    void bufferBecomesPartOfARegionOnce() {
        binder.bind(buffer, null, place("grid", "grid", null));
        binder.bind(buffer, null, place("same", "grid", null));
        binder.bind(buffer, null, place("alias", "", null));
        // equal contents, another buffer
        binder.bind(ByteBuffer.allocateDirect(100), null, place("more", "", null));

        assertThat(regions.binds)
                .containsExactly(
                        "grid 8192 1 field com.acme.App.grid in me",
                        "com.acme.App.more 8192 1 field com.acme.App.more in me");
    }

    @Test
    void oneBufferIsOneKey() {
        binder.bind(buffer, null, place("grid", "grid", null));
        assertThatThrownBy(() -> binder.bind(buffer, null, place("other", "other", null)))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll(
                        "field com.acme.App.other", "\"other\"", "\"grid\"", "field com.acme.App.grid");
    }

    @Test
    void placeMaySayHowManyBackups() {
        binder.bind(buffer, null, place("grid", "grid", "0"));
        binder.bind(ByteBuffer.allocateDirect(1), null, place("dust", "dust", "-1"));
        assertThat(regions.binds)
                .containsExactly(
                        "grid 8192 0 field com.acme.App.grid in me", "dust 8192 1 field com.acme.App.dust in me");
        assertThatThrownBy(() -> binder.bind(ByteBuffer.allocateDirect(1), null, place("many", "many", "7")))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.many", "7 (expected: 0 to 6)");
    }

    @Test
    void whatCannotBeIsRefusedWithReasonAndRemedy() {
        Place place = place("grid", "grid", null);
        assertThatThrownBy(() -> binder.bind(ByteBuffer.allocate(1), null, place))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.grid", "heap", "FileChannel.map");
        assertThatThrownBy(() -> binder.bind(ByteBuffer.allocateDirect(0), null, place))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.grid", "no bytes");
        regions.failure = new UnsupportedOperationException("not on this JDK");
        assertThatThrownBy(() -> binder.bind(buffer, null, place))
                .isInstanceOf(NotDistributableException.class)
                .hasMessageContainingAll("field com.acme.App.grid: not on this JDK; store another buffer");
    }

    @Test
    void afterAFailureTheNextStoreTriesAgain() {
        regions.failure = new ClusterUnavailableException("nobody there");
        assertThatThrownBy(() -> binder.bind(buffer, null, place("grid", "grid", null)))
                .isSameAs(regions.failure);
        regions.failure = null;
        binder.bind(buffer, null, place("grid", "other", null));
        assertThat(regions.binds).containsExactly("other 8192 1 field com.acme.App.grid in me");
    }

    private static final class FakeRegions implements Regions {
        private final List<String> binds = new ArrayList<>();
        private RuntimeException failure;

        @Override
        public Region bind(String key, ByteBuffer buffer, RegionSettings settings, String place) {
            if (failure != null) {
                throw failure;
            }
            binds.add(key + " " + settings.pageSize() + " " + settings.backups() + " " + place);
            return null;
        }

        @Override
        public void release() {}

        @Override
        public List<Region> all() {
            return List.of();
        }

        @Override
        public void leave(long nanos) {}
    }
}
