package io.dipc.agent.options;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Everything that can hold options, read once.
 *
 * @param given values by key, given in the command that starts the JVM or the tool
 * @param givenBy how messages call that
 * @param properties system properties; those named {@code dipc.*} are ours
 * @param environment environment variables; those named {@code DIPC_*} are ours
 * @param directory where {@code dipc.yaml} or {@code dipc.properties} is looked for
 */
public record OptionSources(
        Map<String, String> given,
        String givenBy,
        Map<String, String> properties,
        Map<String, String> environment,
        Path directory) {

    /**
     * What Kubernetes puts into the environment of every pod for a service that is called {@code dipc}, or
     * {@code dipc-}something: not meant for us.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("DIPC_(.*_)?(SERVICE_(HOST|PORT)(_.*)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.*)?)?)");

    /**
     * The sources of a JVM with the agent.
     *
     * @param arguments the agent's arguments; may be null
     * @throws OptionException if the arguments cannot be taken apart
     */
    public static OptionSources ofAgent(String arguments) {
        return ofThisJvm(AgentArguments.parse(arguments), "agent argument");
    }

    /** The sources of a command-line tool, with values by option name. */
    public static OptionSources ofCommandLine(Map<String, String> given) {
        return ofThisJvm(given, "command line");
    }

    private static OptionSources ofThisJvm(Map<String, String> given, String givenBy) {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return new OptionSources(given, givenBy, properties, System.getenv(), Path.of(""));
    }

    /** Values by option name, as system properties give them. */
    Map<String, String> fromProperties() {
        Map<String, String> found = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith("dipc.")) {
                found.put(name.substring("dipc.".length()), value.strip());
            }
        });
        return found;
    }

    /** Values by variable, as the environment gives them. A variable that is set to nothing counts as not set. */
    Map<String, String> fromEnvironment() {
        Map<String, String> found = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith("DIPC_") && !value.isBlank() && !isServiceLink(name, value)) {
                found.put(name, value.strip());
            }
        });
        return found;
    }

    private static boolean isServiceLink(String name, String value) {
        if (!SERVICE_LINK.matcher(name).matches()) {
            return false;
        }
        return !name.equals(Option.PORT.variable()) || value.contains("://");
    }
}
