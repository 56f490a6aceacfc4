package io.dipc.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The command that starts a JVM with the agent: this JVM's {@code java}, with the options that were given here.
 *
 * @param options of dipc, by name
 * @param javaArguments what follows {@code java}
 */
record JavaCommand(Map<String, String> options, List<String> javaArguments) {

    /** The same with more options. */
    JavaCommand with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.putAll(more);
        return new JavaCommand(all, javaArguments);
    }

    /** The same for a helper, which ends with this JVM. */
    JavaCommand ofHelper() {
        return with(Map.of(
                "helper",
                "true",
                "launcher",
                Long.toString(ProcessHandle.current().pid())));
    }

    /** Its words. */
    List<String> words() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse(System.getProperty("java.home") + "/bin/java"));
        command.add(agent());
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("dipc.")) {
                command.add("-D" + name + '=' + System.getProperty(name));
            }
        }
        command.addAll(javaArguments);
        return command;
    }

    private String agent() {
        StringBuilder argument = new StringBuilder("-javaagent:").append(DipcJar.path());
        char separator = '=';
        for (Map.Entry<String, String> option : options.entrySet()) {
            // A list may have been given with semicolons, which separate options here.
            String value = option.getValue().replace(';', ',');
            argument.append(separator).append(option.getKey()).append('=').append(value);
            separator = ';';
        }
        return argument.toString();
    }
}
