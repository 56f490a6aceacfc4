package io.dipc.agent.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a JVM that works for programs in other JVMs. */
@Command(
        name = "helper",
        mixinStandardHelpOptions = true,
        customSynopsis = "java -jar dipc.jar helper [OPTION...] JAVA-ARGUMENT...",
        description = {
            "Starts a JVM that runs tasks and threads of a program, but not its main, until signalled.",
            "It waits for the program to start, and goes on when it has ended."
        },
        footer = "%nExample: java -jar dipc.jar helper -cp app.jar")
final class HelperCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "JAVA-ARGUMENT",
            description = "what follows java, at least the class path; a main class or jar is not run")
    private List<String> javaArguments;

    HelperCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Configuration.read(spec);
        List<String> arguments = new ArrayList<>(javaArguments);
        if (arguments.get(0).equals("--")) {
            arguments.remove(0);
        }
        if (!JavaArguments.nameMain(arguments)) {
            arguments.add("io.dipc.agent.Helper");
        }
        try (Jvms started = new Jvms()) {
            started.start(new JavaCommand(Configuration.given(spec), arguments).ofHelper(), Prefix.none());
            return started.await();
        }
    }
}
