package io.dipc.buffers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessTest {

    static List<Path> jdks() throws IOException {
        return AgentJvm.jdks();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void faultsOnceAndThenFindsWhatWasWritten(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, FirstAccesses.class)).containsExactly("done");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void everyKindOfAccessFaultsAndIsAsInAnOrdinaryBuffer(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, Coverage.class))
                .singleElement()
                .asString()
                .endsWith(" kinds");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatTakesAddressesFindsCurrentPagesOrIsRefused(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, RawAddresses.class)).containsExactly("done");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void vectorsAreRefused(Path jdk, @TempDir Path directory) throws Exception {
        List<String> options = List.of("--add-modules", "jdk.incubator.vector");
        assertThat(AgentJvm.run(options, jdk, directory, Vectors.class)).containsExactly("done");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void compiledCodeStaysWherePagesAreWaitedFor(Path jdk, @TempDir Path directory) throws Exception {
        List<String> lines = AgentJvm.run(List.of("-XX:+PrintCompilation"), jdk, directory, RecurringWaits.class);
        // What C2 made; while code warms up it may be wrong once or twice, but not with each wait.
        Pattern dropped = Pattern.compile(" 4 +[\\w.]*RecurringWaits::.*made not entrant");
        assertThat(lines).filteredOn(line -> dropped.matcher(line).find()).hasSizeLessThan(5);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void keepsTheContractOfBuffers(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, Contract.class)).containsExactly("done");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void isRefusedWhereAnotherAgentUndoesTheHooks(Path jdk, @TempDir Path directory) throws Exception {
        assertThat(AgentJvm.run(jdk, directory, ForeignAgent.class))
                .singleElement()
                .asString()
                .startsWith("buffers cannot be distributed in JDK ")
                .contains("accesses are not intercepted");
    }
}
