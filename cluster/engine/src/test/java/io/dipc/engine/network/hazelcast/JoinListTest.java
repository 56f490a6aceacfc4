package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Address;
import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinListTest {

    @Test
    void hostWithoutPortMeansTheFirstPortsOfTheRange() throws Exception {
        JoinList list = JoinList.of(Options.ports(options("127.0.0.1", " 127.0.0.2:5000 "), 5801, 5802));
        assertThat(list.addresses())
                .containsExactly(
                        new Address("127.0.0.1", 5801), new Address("127.0.0.2", 5000), new Address("127.0.0.1", 5802));
        assertThat(list.complete()).isTrue();
        assertThat(list).hasToString("127.0.0.1,127.0.0.2:5000");
    }

    @Test
    void ipv6IsUnderstoodWithAndWithoutPort() throws Exception {
        JoinList list = JoinList.of(Options.ports(options("::1", "[::1]:5000", "[::1]"), 5801, 5801));
        assertThat(list.addresses())
                .containsExactly(
                        new Address(InetAddress.getByName("::1"), 5801),
                        new Address(InetAddress.getByName("::1"), 5000));
    }

    @Test
    void unknownHostIsWaitedFor() {
        JoinList list = JoinList.of(options("127.0.0.1", "not-started-yet.invalid"));
        assertThat(list.hosts()).hasSize(1);
        assertThat(list.complete()).isFalse();
    }

    @Test
    void entryThatIsNoAddressIsRefused() {
        for (String entry : List.of("", ":5801", "host:", "host:0", "host:65536", "host:port")) {
            assertThatThrownBy(() -> JoinList.of(options(entry)))
                    .isInstanceOf(ClusterUnavailableException.class)
                    .hasMessageContaining("join entry '" + entry + "' is not an address")
                    .hasMessageContaining("host:port");
        }
    }

    private static ClusterOptions options(String... join) {
        return Options.with(Path.of("unused"), "c", "m", "", List.of(join), true);
    }
}
