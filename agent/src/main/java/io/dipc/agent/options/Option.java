package io.dipc.agent.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be configured. Each option is written in four ways: {@code port=5800-5899} as agent argument,
 * {@code -Ddipc.port=5800-5899}, {@code DIPC_PORT=5800-5899} in the environment (a dash in the name becomes an
 * underscore), and {@code port: 5800-5899} in a configuration file; where it is written in several, the first of these
 * counts.
 */
public enum Option {
    /** Name of the cluster; members of clusters with different names never meet. */
    CLUSTER("cluster", "dipc", Values::clusterName, "name of the cluster; clusters of different names never meet"),

    /** Address or host name to listen on; empty: loopback, or the first other address if members elsewhere are sought. */
    BIND(
            "bind",
            "",
            Values::text,
            "address to listen on (empty: loopback; with join, multicast or kubernetes the host's)"),

    /** Port, or range of ports of which the first free one is taken. */
    PORT("port", "5800-5899", Values::ports, "port, or range of which the first free one is taken"),

    /** Members on other hosts, {@code host} or {@code host:port}, separated by commas. */
    JOIN("join", "", Values::members, "members on other hosts: host or host:port, separated by commas"),

    /** Whether members are found by multicast. */
    MULTICAST("multicast", "false", Values::flag, "whether members are found by multicast"),

    /** Kubernetes service whose pods are the members. */
    KUBERNETES("kubernetes", "", Values::text, "Kubernetes service, by name or DNS name, whose pods are the members"),

    /** How often members tell each other that they live. */
    HEARTBEAT("heartbeat", "1s", Values::duration, "how often members tell each other that they live"),

    /** After how long a silent member is excluded; longer than {@link #HEARTBEAT}. */
    DETECTION("detection", "5s", Values::duration, "after how long a silent member is excluded"),

    /** How many members beside the home hold each object. */
    BACKUPS("backups", "1", Values::backups, "how many members beside the home hold each object, 0 to 6"),

    /** How large a page of shared memory is, the same in all members. */
    PAGE_SIZE(
            "page-size",
            "4096",
            Values::pageSize,
            "bytes in a page of shared memory: a power of two from 4096 to 1048576, the same in all members"),

    /** How many other members keep what was written to shared memory. */
    REGION_BACKUPS(
            "region-backups",
            "1",
            Values::backups,
            "how many other members keep what was written to a shared buffer, 0 to 6"),

    /** Who decides that a member is out of the cluster. */
    QUORUM(
            "quorum",
            "majority",
            Values.oneOf("majority", "none"),
            "who decides that a member is out: majority (of the oldest members), or none (suspicion counts as proof)"),

    /** Whether a connection that another machine closes proves that the member there is dead. */
    LIVENESS(
            "liveness",
            "true",
            Values::flag,
            "whether a connection closed by another machine proves that the member there is dead"),

    /** From which level on the agent writes to the error output. */
    LOG(
            "log",
            "warn",
            Values.oneOf("error", "warn", "info", "debug", "trace"),
            "log level: error, warn, info, debug or trace"),

    /** What happens if an object exists with another capacity or permit count than the program's. */
    MISMATCH(
            "mismatch",
            "warn",
            Values.oneOf("warn", "error"),
            "when an object exists with other parameters: warn (and use the cluster's) or error"),

    /** Whether what cannot be distributed is an error. */
    FAIL_CLOSED(
            "fail-closed",
            "true",
            Values::flag,
            "whether what cannot be distributed is an error; false: a warning, and local"),

    /**
     * Which classes of elements are accepted: patterns as in {@link java.io.ObjectInputFilter.Config#createFilter}, but
     * separated by commas.
     */
    ELEMENTS(
            "elements",
            "",
            Values::text,
            "classes accepted as elements, such as com.acme.**,!com.acme.Secret (empty: all but known gadgets)"),

    /** Whether the program's main is not run, and this JVM works for others. */
    HELPER("helper", "false", Values::flag, "whether main is not run and this JVM works for the others"),

    /** How many helpers the first distributed thread waits for, some time at most. */
    HELPERS("helpers", "0", Values::count, "how many helpers the first distributed thread waits for, at most 30 s"),

    /** Classes whose threads run elsewhere, separated by commas. */
    THREADS(
            "threads",
            "",
            Values::threadClasses,
            "classes whose threads run in any member, such as com.acme.Worker or com.acme.Worker:AT_LEAST_ONCE"),

    /** The process without which a helper has nothing to do. Set by the commands that start helpers. */
    LAUNCHER("launcher", "", Values::processId, "id of a process: a helper ends when it has ended (run sets it)"),

    /** Directory in which members on one machine find each other. */
    RENDEZVOUS(
            "rendezvous",
            Values.defaultRendezvous(),
            Values::path,
            "directory where members on one machine find each other, and exchange pages"),

    /** The configuration file. Not meaningful in a file. */
    CONFIG(
            "config",
            "",
            Values::text,
            "configuration file (default: dipc.yaml or dipc.properties where the JVM starts)");

    private final String key;
    private final String defaultText;
    private final Check check;
    private final String description;

    Option(String key, String defaultText, Check check, String description) {
        this.key = key;
        this.defaultText = defaultText;
        this.check = check;
        this.description = description;
    }

    /** Its name in agent arguments and files. */
    public String key() {
        return key;
    }

    /** Its value if it is not given. */
    public String defaultText() {
        return defaultText;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** Its name as system property. */
    public String property() {
        return "dipc." + key;
    }

    /** Its name in the environment. */
    public String variable() {
        return "DIPC_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Checks a value.
     *
     * @throws OptionException naming key, value and what was expected
     */
    void check(String text) {
        String expected = check.expected(text);
        if (expected != null) {
            throw new OptionException(key + ": " + text + " (expected: " + expected + ')');
        }
    }

    /** The option of this name. */
    static Optional<Option> named(String key) {
        return Arrays.stream(values()).filter(option -> option.key.equals(key)).findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(Option::key).collect(Collectors.joining(", "));
    }

    /** Judges a value: null if it is good, else what was expected. */
    interface Check {
        String expected(String text);
    }
}
