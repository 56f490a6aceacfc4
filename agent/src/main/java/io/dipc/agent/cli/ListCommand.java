package io.dipc.agent.cli;

import io.dipc.engine.Cluster;
import io.dipc.engine.KeyInfo;
import io.dipc.objects.Kind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the keys of the cluster. */
@Command(
        name = "ls",
        mixinStandardHelpOptions = true,
        description =
                "Lists the keys of the cluster: kind, state, home, backups, who holds or runs what, and who waits.")
final class ListCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-a", "--all"},
            description = "also what dipc itself keeps in the cluster")
    private boolean all;

    ListCommand() {}

    @Override
    public void run() {
        List<KeyInfo> keys = Visit.ask(spec, Cluster::keys);
        Table table = new Table("KEY", "KIND", "STATE", "HOME", "BACKUPS", "HOLDERS", "WAITING");
        for (KeyInfo key : keys) {
            if (!all && isOfNoInterest(key)) {
                continue;
            }
            List<KeyInfo.Waiter> waiting = key.waiting();
            String[] state = key.state().split("; ");
            table.add(
                    key.key(),
                    key.kind(),
                    state[0],
                    key.home(),
                    joined(key.backups()),
                    joined(key.holders()),
                    waiting.isEmpty() ? "-" : text(waiting.get(0)));
            // One line for each of the others that wait, and for each further part of the state.
            for (int line = 1; line < Math.max(waiting.size(), state.length); line++) {
                String part = line < state.length ? state[line] : "";
                String waiter = line < waiting.size() ? text(waiting.get(line)) : "";
                table.add("", "", part, "", "", "", waiter);
            }
        }
        table.print(spec.commandLine().getOut());
    }

    /** What is there only because helpers wait. */
    private static boolean isOfNoInterest(KeyInfo key) {
        return key.kind().equals(Kind.DIRECTORY.words())
                || key.kind().equals(Kind.THREADS.words()) && key.holders().isEmpty();
    }

    private static String joined(List<String> names) {
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String text(KeyInfo.Waiter waiter) {
        return waiter.operation() + " by " + waiter.thread() + " of " + waiter.member();
    }
}
