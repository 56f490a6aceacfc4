package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.dipc.engine.ClusterOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemberConfigTest {

    @Test
    void settingsOfTheApplicationsOwnHazelcastDoNotCount() {
        String set = ClusterProperty.PHONE_HOME_ENABLED.getName();
        String unset = ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS.getName();
        System.setProperty(set, "true");
        System.setProperty(unset, "1");
        ClusterOptions options = Options.oneHost(Path.of("unused"), "c", "m");
        ListeningSocket socket = ListeningSocket.open(options);
        try {
            Config config = MemberConfig.of(options, socket, "entry");
            HazelcastProperties effective = new HazelcastProperties(config);
            assertThat(effective.getBoolean(ClusterProperty.PHONE_HOME_ENABLED)).isFalse();
            assertThat(effective.getMillis(ClusterProperty.OPERATION_CALL_TIMEOUT_MILLIS))
                    .isEqualTo(60_000);
            assertThat(effective.getSeconds(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS))
                    .isEqualTo(5);
        } finally {
            System.clearProperty(set);
            System.clearProperty(unset);
            socket.close();
        }
    }
}
