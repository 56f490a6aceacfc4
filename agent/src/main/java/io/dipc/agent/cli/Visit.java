package io.dipc.agent.cli;

import io.dipc.agent.wiring.Clusters;
import io.dipc.engine.Cluster;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** Joins the cluster that a command's options name, asks it something, and leaves. */
final class Visit {

    /** A tool hosts nothing, so leaving is quick; this is for a cluster that does not answer. */
    private static final Duration LEAVE = Duration.ofSeconds(2);

    private Visit() {}

    /**
     * @throws io.dipc.ClusterUnavailableException if there is no cluster
     */
    static <T> T ask(CommandSpec command, Function<Cluster, T> question) {
        Cluster cluster = Clusters.visit(Configuration.read(command));
        try {
            return question.apply(cluster);
        } finally {
            cluster.leave(true, LEAVE.toNanos());
        }
    }
}
