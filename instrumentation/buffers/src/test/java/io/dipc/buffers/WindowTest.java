package io.dipc.buffers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regions lie low, where that makes accesses shorter and the system gives the addresses; else elsewhere. */
class WindowTest {
    /** Enough for a JVM with a small heap and the table of states, not for a window that is reserved. */
    private static final long FEW_ADDRESSES_KIB = 32L << 20;

    static List<Path> jdks() throws IOException {
        assumeThat(System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .isEqualTo("Linux amd64");
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void liesLow(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, RegionPlace.class)).containsExactly("low");
    }

    /** As from JDK 22 on classes do by chance. */
    @ParameterizedTest
    @MethodSource("jdks")
    void liesLowWhereTheHeapTakesWhatIsAbove1GiB(Path jdk, @TempDir Path directory) throws Exception {
        List<String> heap = List.of("-XX:HeapBaseMinAddress=1g", "-Xmx3g");

        assertThat(AgentJvm.run(heap, jdk, directory, RegionPlace.class)).containsExactly("low");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void liesElsewhereWhereAProcessMayHaveFewAddresses(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.runWithin(FEW_ADDRESSES_KIB, jdk, directory, RegionPlace.class))
                .containsExactly("high");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void accessesAreTheSameElsewhere(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.runWithin(FEW_ADDRESSES_KIB, jdk, directory, Coverage.class))
                .singleElement()
                .asString()
                .endsWith(" kinds");
    }
}
