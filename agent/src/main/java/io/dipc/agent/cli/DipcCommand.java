package io.dipc.agent.cli;

import io.dipc.DipcException;
import io.dipc.agent.options.OptionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code java -jar dipc.jar}. */
@Command(
        name = "dipc",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisHeading = "Usage: java -jar dipc.jar ",
        customSynopsis = "COMMAND [OPTION...]",
        description = "Runs threaded Java programs across several JVMs.",
        commandListHeading = "%nCommands:%n",
        footer = "%nEvery command has --help.",
        subcommands = {
            RunCommand.class,
            HelperCommand.class,
            DaemonCommand.class,
            ListCommand.class,
            TasksCommand.class,
            MapCommand.class,
            RemoveCommand.class,
            MembersCommand.class,
            OptionsCommand.class
        })
public final class DipcCommand implements Runnable {

    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    DipcCommand() {}

    /**
     * Runs the command line. Mistakes of the user and an absent cluster are one line on the error output.
     *
     * @return the exit code: 0 done, 1 failed, 2 wrong usage, else that of the command
     */
    public static int run(String[] args) {
        CommandLine commandLine = new CommandLine(new DipcCommand());
        commandLine.getSubcommands().values().forEach(sub -> Configuration.addOptions(sub.getCommandSpec()));
        // What follows the options of this command is java's, and begins with a dash.
        commandLine
                .getSubcommands()
                .get("helper")
                .setUnmatchedOptionsArePositionalParams(true)
                .setStopAtPositional(true);
        commandLine.setParameterExceptionHandler((e, given) -> usageError(e));
        commandLine.setExecutionExceptionHandler((e, command, result) -> failed(command, e));
        return commandLine.execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given");
    }

    private static int usageError(ParameterException e) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println("dipc: " + e.getMessage() + " (see java -jar "
                        + command.getCommandSpec().qualifiedName().replaceFirst("dipc", "dipc.jar") + " --help)");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(CommandLine command, Exception e) throws Exception {
        if (e instanceof OptionException) {
            command.getErr().println("dipc: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof DipcException) {
            String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            command.getErr().println("dipc: " + e.getMessage() + cause);
            return FAILED;
        }
        throw e;
    }
}
