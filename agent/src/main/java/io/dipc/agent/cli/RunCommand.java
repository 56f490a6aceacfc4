package io.dipc.agent.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a program in several JVMs on this machine. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        customSynopsis = "java -jar dipc.jar run [-n JVMS] [--main all|first] [OPTION...] -- JAVA-ARGUMENT...",
        description = "Starts a program in several JVMs on this machine, under the agent, and shows their output.",
        footer = "%nExample: java -jar dipc.jar run -n 3 -- -cp app.jar com.acme.Main argument")
final class RunCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final String FIRST = "first";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-n", "--jvms"},
            paramLabel = "JVMS",
            defaultValue = "2",
            description = "how many JVMs to start (default: 2)")
    private int jvms;

    @Option(
            names = "--main",
            paramLabel = "all|first",
            defaultValue = ALL,
            description =
                    "whether each JVM runs main, or only the first one, and the others are helpers that end when it"
                            + " does (default: all)")
    private String main;

    @Parameters(arity = "1..*", paramLabel = "JAVA-ARGUMENT", description = "what follows java, after --")
    private List<String> javaArguments;

    RunCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (jvms < 1) {
            throw new ParameterException(
                    spec.commandLine(), "-n " + jvms + " (expected: a number of JVMs, at least 1)");
        }
        if (!main.equals(ALL) && !main.equals(FIRST)) {
            throw new ParameterException(spec.commandLine(), "--main " + main + " (expected: all or first)");
        }
        // Mistakes are said once, here, and not by each of the JVMs.
        Configuration.read(spec);
        JavaCommand command = new JavaCommand(Configuration.given(spec), javaArguments);
        boolean coloured = Ansi.AUTO.enabled();
        try (Jvms started = new Jvms()) {
            if (main.equals(ALL)) {
                for (int i = 1; i <= jvms; i++) {
                    started.start(command, Prefix.of(i, coloured));
                }
                return started.await();
            }
            started.start(command.with(Map.of("helpers", Integer.toString(jvms - 1))), Prefix.of(1, coloured));
            for (int i = 2; i <= jvms; i++) {
                started.start(command.ofHelper(), Prefix.of(i, coloured));
            }
            return started.awaitFirst();
        }
    }
}
