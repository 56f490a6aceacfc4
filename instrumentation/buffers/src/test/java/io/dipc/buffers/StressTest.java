package io.dipc.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages that come and go under the program's accesses; {@code -Dstress.millis} for longer. What accesses rest on is
 * switched off for a control, which must find that: so it is known that the stress sees such faults.
 */
class StressTest {
    private static final String MILLIS = System.getProperty("stress.millis", "2000");
    private static final String CONTROL_MILLIS = System.getProperty("stress.millis", "120000");

    static List<Path> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void noWriteIsLostAndNoWordTornOrStale(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, Stress.class, MILLIS)).first().isEqualTo("none");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsWhatGoesWrongWithoutTheHandshakeOfWriters(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, Stress.class, CONTROL_MILLIS, "handshake"))
                .first()
                .isNotEqualTo("none");
    }
}
