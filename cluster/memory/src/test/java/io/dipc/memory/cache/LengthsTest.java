package io.dipc.memory.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.TouchedPages;
import io.dipc.objects.region.StripeView;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are not as long as pages are here. */
class LengthsTest {
    private static final int PAGE = 64;
    private static final int OTHER = 2;
    private static final long TRANSACTION = 1L << 41;

    private final Pages memory = new Pages();
    private final PageCache cache =
            new PageCache(1, new RegionOptions(new Geometry(8, 1, 8)), memory, (to, message) -> {}, nobody(), () -> 0);

    private static final class Pages implements Memory {
        private int installed;

        @Override
        public void protect(int page, PageState state) {}

        @Override
        public int pageSize() {
            return PAGE;
        }

        @Override
        public byte[] copy(int page) {
            return new byte[PAGE];
        }

        @Override
        public byte[] copy(int first, int pages) {
            return new byte[pages * PAGE];
        }

        @Override
        public void install(int page, byte[] bytes, PageState state) {
            installed++;
        }

        @Override
        public void install(int first, int pages, byte[] bytes, int offset, PageState state) {
            installed += pages;
        }
    }

    private static TouchedPages nobody() {
        return (TouchedPages) Proxy.newProxyInstance(
                TouchedPages.class.getClassLoader(),
                new Class<?>[] {TouchedPages.class},
                (proxy, method, arguments) -> null);
    }

    private void ask(int page) {
        cache.fault(page, new Fault() {
            @Override
            public Access access() {
                return Access.READ;
            }

            @Override
            public byte[] contents() {
                return null;
            }

            @Override
            public void granted() {}

            @Override
            public void failed(Failure failure) {}
        });
    }

    private void enter() {
        long[] members = {1, OTHER};
        cache.enter(StripeView.first(1, members, new long[] {OTHER}, 1), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {PAGE / 2, 2 * PAGE})
    void ofARunAreNotInstalled(int length) {
        enter();
        ask(0);
        long[] numbers = {TRANSACTION};
        assertThatThrownBy(() -> cache.receive(
                        OTHER, new Message.DataRun(0, length, numbers, numbers, new long[1], new byte[2 * PAGE])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("page 0 came with another length");
        assertThat(memory.installed).isZero();
    }

    @Test
    void ofOnePageAreNotInstalledBeyondIt() {
        enter();
        ask(0);
        assertThatThrownBy(() -> cache.receive(
                        OTHER, new Message.Data(0, TRANSACTION, TRANSACTION, false, 0, 0, 0, new byte[PAGE + 1])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(memory.installed).isZero();
    }

    @Test
    void ofTheLastPageMayBeShorter() {
        enter();
        ask(7);
        cache.receive(OTHER, new Message.Data(7, TRANSACTION, TRANSACTION, false, 0, 0, 0, new byte[PAGE / 2]));
        assertThat(memory.installed).isOne();
    }
}
