package io.dipc.agent.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import io.dipc.engine.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {

    @TempDir
    private Path directory;

    private final Map<String, String> properties = new TreeMap<>(Map.of("java.io.tmpdir", "/tmp"));
    private final Map<String, String> environment = new TreeMap<>(Map.of("PATH", "/bin"));

    private Options read(String arguments) {
        return Options.read(new OptionSources(
                AgentArguments.parse(arguments), "agent argument", properties, environment, directory));
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(directory.resolve(name), List.of(lines));
    }

    @ParameterizedTest
    @EnumSource(Option.class)
    void withoutAnySourceEveryOptionHasItsDefault(Option option) {
        assertThat(read(null).setting(option)).isEqualTo(new Setting(option.defaultText(), "default"));
        assertThat(Options.defaults().setting(option)).isEqualTo(new Setting(option.defaultText(), "default"));
    }

    @Test
    void everySourceIsReadAndTheEarlierOneCounts() throws IOException {
        write("dipc.yaml", "port: 1", "cluster: file", "log: info", "backups: 2");
        assertThat(read(null).setting(Option.PORT)).isEqualTo(new Setting("1", "dipc.yaml"));
        environment.put("DIPC_PORT", "2");
        environment.put("DIPC_CLUSTER", "environment");
        environment.put("DIPC_LOG", "debug");
        assertThat(read(null).setting(Option.PORT)).isEqualTo(new Setting("2", "DIPC_PORT"));
        properties.put("dipc.port", "3");
        properties.put("dipc.cluster", "property");
        assertThat(read(null).setting(Option.PORT)).isEqualTo(new Setting("3", "-Ddipc.port"));
        Options all = read("port=4");
        assertThat(all.setting(Option.PORT)).isEqualTo(new Setting("4", "agent argument"));
        assertThat(all.setting(Option.CLUSTER)).isEqualTo(new Setting("property", "-Ddipc.cluster"));
        assertThat(all.setting(Option.LOG)).isEqualTo(new Setting("debug", "DIPC_LOG"));
        assertThat(all.setting(Option.BACKUPS)).isEqualTo(new Setting("2", "dipc.yaml"));
    }

    @Test
    void dashInANameIsAnUnderscoreInTheEnvironment() {
        environment.put("DIPC_FAIL_CLOSED", "false");
        assertThat(read(null).flag(Option.FAIL_CLOSED)).isFalse();
    }

    @Test
    void unknownKeyAnywhereIsAnErrorThatListsTheKnownOnes() throws IOException {
        assertThatThrownBy(() -> read("prot=5800"))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("prot", "agent argument", "cluster, bind, port, join");
        properties.put("dipc.prot", "5800");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("prot", "dipc.prot", "cluster, bind, port, join");
        properties.clear();
        environment.put("DIPC_PROT", "5800");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("DIPC_PROT", "DIPC_CLUSTER, DIPC_BIND, DIPC_PORT");
        environment.clear();
        write("dipc.yaml", "prot: 5800");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("prot", "dipc.yaml", "cluster, bind, port, join", "fields, allocations");
    }

    @Test
    void messagesAreOneLine() {
        assertThatThrownBy(() -> read("detection=3x"))
                .isInstanceOf(OptionException.class)
                .hasMessage("detection: 3x (expected: a duration such as 500ms or 5s), given by agent argument");
    }

    @Test
    void badValueIsAnErrorEvenIfAnotherSourceCounts() {
        environment.put("DIPC_PORT", "none");
        assertThatThrownBy(() -> read("port=5800"))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("DIPC_PORT");
    }

    @Test
    void variableSetToNothingIsNotSet() {
        environment.put("DIPC_CLUSTER", "");
        assertThat(read(null).setting(Option.CLUSTER).origin()).isEqualTo("default");
    }

    @Test
    void variablesThatKubernetesSetsForAServiceCalledDipcAreNotOurs() {
        environment.putAll(Map.of(
                "DIPC_SERVICE_HOST", "10.0.0.1",
                "DIPC_SERVICE_PORT", "5800",
                "DIPC_SERVICE_PORT_MEMBER", "5800",
                "DIPC_PORT", "tcp://10.0.0.1:5800",
                "DIPC_PORT_5800_TCP", "tcp://10.0.0.1:5800",
                "DIPC_PORT_5800_TCP_ADDR", "10.0.0.1",
                "DIPC_DEMO_SERVICE_HOST", "10.0.0.2",
                "DIPC_DEMO_PORT", "tcp://10.0.0.2:5800"));
        assertThat(read(null).setting(Option.PORT).origin()).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cluster|a b",
                "port|0",
                "port|65536",
                "port|5899-5800",
                "port|x",
                "join|host:0",
                "join|host:99999",
                "join|a b",
                "join|a,,b",
                "multicast|yes",
                "heartbeat|1",
                "heartbeat|0s",
                "detection|5h",
                "detection|500ms",
                "backups|7",
                "backups|-1",
                "page-size|3000",
                "page-size|2048",
                "page-size|2097152",
                "page-size|4k",
                "region-backups|7",
                "log|warning",
                "mismatch|ignore",
                "fail-closed|no"
            })
    void badValuesAreRefused(String key, String value) {
        assertThatThrownBy(() -> read(key + "=" + value))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining(key + ": " + value + " (expected: ");
    }

    @Test
    void yamlMayHoldListsNumbersAndMaps() throws IOException {
        write(
                "dipc.yaml",
                "join: [hostA, 'hostB:5801']",
                "backups: 2",
                "multicast: true",
                "fields:",
                "  com.acme.App.jobs: jobs",
                "  com.acme.App.permits: {key: permits, onCrash: KEEP}",
                "allocations:",
                "  com.acme.Main.main/LinkedBlockingQueue#0:",
                "    key: more",
                "    delivery: AT_LEAST_ONCE");
        Options options = read(null);
        assertThat(options.text(Option.JOIN)).isEqualTo("hostA,hostB:5801");
        assertThat(options.flag(Option.MULTICAST)).isTrue();
        assertThat(options.fields()).isEqualTo(Map.of("com.acme.App.jobs", "jobs", "com.acme.App.permits", "permits"));
        assertThat(options.policies())
                .isEqualTo(Map.of(
                        "com.acme.App.permits/onCrash", "KEEP",
                        "com.acme.Main.main/LinkedBlockingQueue#0/delivery", "AT_LEAST_ONCE"));
        assertThat(options.allocations()).isEqualTo(Map.of("com.acme.Main.main/LinkedBlockingQueue#0", "more"));
    }

    @Test
    void classesOfThreadsMaySayHowTheyAreExecuted() throws IOException {
        write("dipc.yaml", "threads: [com.acme.Worker, com.acme.App$Crawler:AT_LEAST_ONCE]");
        Options options = read(null);
        assertThat(options.threads()).containsExactlyInAnyOrder("com.acme.Worker", "com.acme.App$Crawler");
        assertThat(options.policies()).isEqualTo(Map.of("com.acme.App$Crawler/execution", "AT_LEAST_ONCE"));
        for (String mistake : new String[] {"com.acme.Worker:TWICE", "com.acme.Worker:", ":MAYBE", "a class"}) {
            write("dipc.yaml", "threads: ['" + mistake + "']");
            assertThatThrownBy(() -> read(null))
                    .isInstanceOf(OptionException.class)
                    .hasMessageContaining("threads: " + mistake + " (expected: names of classes");
        }
    }

    @Test
    void propertiesHoldTheSame() throws IOException {
        write(
                "dipc.properties",
                "join=hostA,hostB:5801",
                "fields.com.acme.App.jobs=jobs",
                "fields.com.acme.App.jobs/delivery=AT_LEAST_ONCE",
                "allocations.com.acme.Main.main/LinkedBlockingQueue#0=more",
                "allocations.com.acme.Main.main/LinkedBlockingQueue#0/onCrash=KEEP");
        Options options = read(null);
        assertThat(options.setting(Option.JOIN)).isEqualTo(new Setting("hostA,hostB:5801", "dipc.properties"));
        assertThat(options.fields()).isEqualTo(Map.of("com.acme.App.jobs", "jobs"));
        assertThat(options.allocations()).isEqualTo(Map.of("com.acme.Main.main/LinkedBlockingQueue#0", "more"));
        assertThat(options.policies())
                .isEqualTo(Map.of(
                        "com.acme.App.jobs/delivery", "AT_LEAST_ONCE",
                        "com.acme.Main.main/LinkedBlockingQueue#0/onCrash", "KEEP"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{delivery: AT_LEAST_ONCE} | com.acme.App.jobs/delivery: com.acme.App.jobs has no key (expected: ",
                "{key: jobs, delivery: TWICE} | com.acme.App.jobs/delivery: TWICE (expected: one of [AT_MOST_ONCE, AT_LE",
                "{key: jobs, onCrash: ''} | com.acme.App.jobs/onCrash:  (expected: one of [DEFAULT, RELEASE, KEEP])",
                "{key: jobs, backups: 7} | com.acme.App.jobs/backups: 7 (expected: one of [0, 1, 2, 3, 4, 5, 6])",
                "{key: jobs, copies: 2} | com.acme.App.jobs/copies (expected: onCrash, delivery, execution or backups)"
            })
    void whatIsSaidOfAPlaceIsChecked(String said, String message) throws IOException {
        write("dipc.yaml", "fields:", "  com.acme.App.jobs: " + said);
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("dipc.yaml: " + message);
    }

    @Test
    void emptyFileIsNoOptions() throws IOException {
        write("dipc.yaml", "# nothing", "fields:");
        assertThat(read(null).fields()).isEmpty();
    }

    @Test
    void fileIsTakenFromElsewhereIfConfigSaysSo() throws IOException {
        write("dipc.yaml", "cluster: here");
        Path elsewhere = directory.resolve("elsewhere.yaml");
        Files.writeString(elsewhere, "cluster: there\n");
        assertThat(read("config=" + elsewhere).text(Option.CLUSTER)).isEqualTo("there");
        assertThatThrownBy(() -> read("config=" + elsewhere + "x"))
                .isInstanceOf(OptionException.class)
                .hasMessageContainingAll("elsewhere.yamlx", "does not exist");
    }

    @Test
    void badFilesAreOneLine() throws IOException {
        write("dipc.yaml", "cluster: x", "  port: [", "");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("dipc.yaml in line ")
                .hasMessageNotContaining("\n");
        write("dipc.yaml", "cluster");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessage("dipc.yaml: cluster (expected: lines of the form key: value)");
        write("dipc.yaml", "fields: jobs");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessage("dipc.yaml: fields: jobs (expected: lines of the form key: value)");
        write("dipc.yaml", "cluster: x");
        write("dipc.properties", "cluster=x");
        assertThatThrownBy(() -> read(null))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("dipc.yaml and dipc.properties");
    }

    @Test
    void engineGetsParsedValues() {
        ClusterOptions options = read("cluster=c,bind=10.0.0.1,port=6000-6010,join=a,b:1,heartbeat=250ms,detection=2s,"
                        + "backups=0,quorum=none,liveness=false,rendezvous=/x,kubernetes=svc,multicast=true")
                .forCluster(Role.HOST, "me");
        assertThat(options)
                .isEqualTo(new ClusterOptions(
                        "c",
                        "10.0.0.1",
                        6000,
                        6010,
                        List.of("a", "b:1"),
                        true,
                        "svc",
                        Duration.ofMillis(250),
                        Duration.ofSeconds(2),
                        0,
                        Quorum.NONE,
                        false,
                        Path.of("/x"),
                        Role.HOST,
                        "me"));
        assertThat(read("port=5800").forCluster(Role.TOOL, "me").lastPort()).isEqualTo(5800);
        assertThat(read(null).forCluster(Role.TOOL, "me").join()).isEmpty();
    }
}
