package io.dipc.agent.cli;

import io.dipc.agent.options.Option;
import io.dipc.agent.options.Options;
import io.dipc.agent.wiring.Clusters;
import io.dipc.engine.MemberInfo;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A member without an application. */
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        description = "Runs a member without an application, which keeps objects alive between runs, until signalled.")
final class DaemonCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    DaemonCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Options options = Configuration.read(spec);
        PrintWriter out = spec.commandLine().getOut();
        for (MemberInfo member : Clusters.host(options).members()) {
            if (member.self()) {
                out.println("member " + member.name() + " of cluster " + options.text(Option.CLUSTER) + " is ready at "
                        + member.address());
            }
        }
        out.flush();
        // A signal ends the JVM, and its end hands over what is hosted here.
        new CountDownLatch(1).await();
        return 0;
    }
}
