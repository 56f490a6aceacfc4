package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import java.nio.file.Path;
import java.time.Duration;
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
                    .isEqualTo((int) Options.DETECTION.toSeconds());
        } finally {
            System.clearProperty(set);
            System.clearProperty(unset);
            socket.close();
        }
    }

    @Test
    void framesAreAlwaysWrittenByWhoSendsThem() {
        ClusterOptions options = Options.oneHost(Path.of("unused"), "c", "m");
        ListeningSocket socket = ListeningSocket.open(options);
        try {
            HazelcastProperties effective = new HazelcastProperties(MemberConfig.of(options, socket, "entry"));
            assertThat(effective.getBoolean(ClusterProperty.IO_WRITE_THROUGH_ENABLED))
                    .isTrue();
            assertThat(effective.getMillis(ClusterProperty.CONCURRENT_WINDOW_MS))
                    .isZero();
        } finally {
            socket.close();
        }
    }

    @Test
    void byMajorityHazelcastIsMorePatientThanTheViews() {
        assertThat(silence(Quorum.NONE, 5)).isEqualTo(5);
        assertThat(silence(Quorum.MAJORITY, 5)).isEqualTo(20);
        assertThat(silence(Quorum.MAJORITY, 10)).isEqualTo(30);
        assertThat(silence(Quorum.MAJORITY, 60)).isEqualTo(60);
    }

    /** After how many seconds Hazelcast drops a silent member. */
    private static int silence(Quorum quorum, int detectionSeconds) {
        ClusterOptions options = Options.deciding(
                Options.oneHost(Path.of("unused"), "c", "m"), quorum, Duration.ofSeconds(detectionSeconds));
        ListeningSocket socket = ListeningSocket.open(options);
        try {
            return new HazelcastProperties(MemberConfig.of(options, socket, "entry"))
                    .getSeconds(ClusterProperty.MAX_NO_HEARTBEAT_SECONDS);
        } finally {
            socket.close();
        }
    }
}
