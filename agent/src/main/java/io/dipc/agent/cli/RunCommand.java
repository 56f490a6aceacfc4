package io.dipc.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a program in several JVMs on this machine. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        customSynopsis = "java -jar dipc.jar run [-n JVMS] [OPTION...] -- JAVA-ARGUMENT...",
        description = "Starts a program in several JVMs on this machine, under the agent, and shows their output.",
        footer = "%nExample: java -jar dipc.jar run -n 3 -- -cp app.jar com.acme.Main argument")
final class RunCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--jvms"},
            paramLabel = "JVMS",
            defaultValue = "2",
            description = "how many JVMs to start (default: 2)")
    private int jvms;

    @Parameters(arity = "1..*", paramLabel = "JAVA-ARGUMENT", description = "what follows java, after --")
    private List<String> javaArguments;

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jvms < 1) {
            throw new picocli.CommandLine.ParameterException(
                    spec.commandLine(), "-n " + jvms + " (expected: a number of JVMs, at least 1)");
        }
        // Mistakes are said once, here, and not by each of the JVMs.
        Configuration.read(spec);
        boolean coloured = Ansi.AUTO.enabled();
        try (Jvms started = new Jvms(command(), coloured)) {
            for (int i = 1; i <= jvms; i++) {
                started.start(i);
            }
            return started.await();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse(System.getProperty("java.home") + "/bin/java"));
        command.add(agent(Configuration.given(spec)));
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("dipc.")) {
                command.add("-D" + name + '=' + System.getProperty(name));
            }
        }
        command.addAll(javaArguments);
        return command;
    }

    private static String agent(Map<String, String> options) {
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
