package io.dipc.agent.cli;

import io.dipc.engine.Cluster;
import io.dipc.engine.MemberInfo;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the members of the cluster. */
@Command(
        name = "members",
        mixinStandardHelpOptions = true,
        description = "Lists the members of the cluster, the oldest first.")
final class MembersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    MembersCommand() {}

    @Override
    public void run() {
        List<MemberInfo> members = Visit.ask(spec, Cluster::members);
        Table table = new Table("MEMBER", "ADDRESS", "ROLE", "FRAMES", "MESSAGES");
        for (MemberInfo member : members) {
            // This command itself is a member for a moment, which is of no interest.
            if (!member.self()) {
                table.add(
                        member.name(),
                        member.address(),
                        member.role(),
                        Long.toString(member.frames()),
                        Long.toString(member.messages()));
            }
        }
        table.print(spec.commandLine().getOut());
    }
}
