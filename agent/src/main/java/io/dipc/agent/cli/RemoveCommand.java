package io.dipc.agent.cli;

import io.dipc.engine.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes keys. */
@Command(
        name = "rm",
        mixinStandardHelpOptions = true,
        description = "Removes keys with all that they hold. Threads that wait there get an exception.")
final class RemoveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "KEY", description = "what to remove")
    private List<String> keys;

    RemoveCommand() {}

    @Override
    public Integer call() {
        List<String> unknown = Visit.ask(spec, this::remove);
        for (String key : unknown) {
            spec.commandLine()
                    .getErr()
                    .println("dipc: " + key + " does not exist (java -jar dipc.jar ls lists what does)");
        }
        return unknown.isEmpty() ? 0 : 1;
    }

    private List<String> remove(Cluster cluster) {
        List<String> unknown = new ArrayList<>();
        for (String key : keys) {
            if (!cluster.remove(key)) {
                unknown.add(key);
            }
        }
        return unknown;
    }
}
