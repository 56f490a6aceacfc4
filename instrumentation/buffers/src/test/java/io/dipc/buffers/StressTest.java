package io.dipc.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** What some hundred milliseconds bring on an idle machine. */
    private static final int LEAST_INSTALLS = 1000;

    private static final Pattern COUNTS = Pattern.compile("(\\d+) installs, (\\d+) accesses");

    static List<Path> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void noWriteIsLostAndNoWordTornOrStale(Path jdk, @TempDir Path directory) throws Exception {
        List<String> lines = AgentJvm.run(jdk, directory, Stress.class, MILLIS, "" + LEAST_INSTALLS);
        assertThat(lines).first().isEqualTo("none");
        Matcher counts = COUNTS.matcher(lines.get(1));
        assertThat(counts.matches()).as(lines.get(1)).isTrue();
        assertThat(Long.parseLong(counts.group(1))).as(lines.get(1)).isGreaterThanOrEqualTo(LEAST_INSTALLS);
        assertThat(Long.parseLong(counts.group(2))).as(lines.get(1)).isGreaterThanOrEqualTo(LEAST_INSTALLS);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsWhatGoesWrongWithoutTheHandshakeOfWriters(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, Stress.class, CONTROL_MILLIS, "0", "handshake"))
                .first()
                .isNotEqualTo("none");
    }
}
