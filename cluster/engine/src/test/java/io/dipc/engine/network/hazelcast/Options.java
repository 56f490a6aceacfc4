package io.dipc.engine.network.hazelcast;

import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import io.dipc.engine.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Options of networks under test. */
final class Options {

    static final int FIRST_PORT = 17701;
    static final int LAST_PORT = 17799;

    /** Much longer than any member is silent that lives, however busy the machine is. */
    static final Duration DETECTION = Duration.ofSeconds(Long.getLong(Child.DETECTION_SECONDS, 600));

    private Options() {}

    static ClusterOptions oneHost(Path rendezvous, String cluster, String name) {
        return with(rendezvous, cluster, name, "", List.of(), true);
    }

    static ClusterOptions tool(Path rendezvous, String cluster, String name) {
        return with(rendezvous, cluster, name, "", List.of(), false);
    }

    static ClusterOptions with(
            Path rendezvous, String cluster, String name, String bind, List<String> join, boolean hosts) {
        return new ClusterOptions(
                cluster,
                bind,
                FIRST_PORT,
                LAST_PORT,
                join,
                false,
                "",
                Duration.ofSeconds(1),
                DETECTION,
                1,
                Quorum.NONE,
                true,
                rendezvous,
                hosts ? Role.HOST : Role.TOOL,
                name);
    }

    static ClusterOptions ports(ClusterOptions options, int first, int last) {
        return new ClusterOptions(
                options.clusterName(),
                options.bindAddress(),
                first,
                last,
                options.join(),
                options.multicast(),
                options.kubernetesService(),
                options.heartbeat(),
                options.detection(),
                options.backups(),
                options.quorum(),
                options.liveness(),
                options.rendezvousDirectory(),
                options.role(),
                options.memberName());
    }

    static ClusterOptions deciding(ClusterOptions options, Quorum quorum, Duration detection) {
        return new ClusterOptions(
                options.clusterName(),
                options.bindAddress(),
                options.firstPort(),
                options.lastPort(),
                options.join(),
                options.multicast(),
                options.kubernetesService(),
                options.heartbeat(),
                detection,
                options.backups(),
                quorum,
                options.liveness(),
                options.rendezvousDirectory(),
                options.role(),
                options.memberName());
    }

    /** What a child's arguments say, with multicast in the place of the join list. */
    static ClusterOptions multicast(String[] args) {
        ClusterOptions options = with(Path.of(args[0]), args[1], args[2], args[3], List.of(), true);
        return new ClusterOptions(
                options.clusterName(),
                options.bindAddress(),
                options.firstPort(),
                options.lastPort(),
                options.join(),
                true,
                options.kubernetesService(),
                options.heartbeat(),
                options.detection(),
                options.backups(),
                options.quorum(),
                options.liveness(),
                options.rendezvousDirectory(),
                options.role(),
                options.memberName());
    }

    static ClusterOptions kubernetes(Path rendezvous, String cluster, String name, String service) {
        ClusterOptions options = with(rendezvous, cluster, name, service, List.of(), true);
        return new ClusterOptions(
                options.clusterName(),
                options.bindAddress(),
                options.firstPort(),
                options.lastPort(),
                options.join(),
                options.multicast(),
                service,
                options.heartbeat(),
                options.detection(),
                options.backups(),
                options.quorum(),
                options.liveness(),
                options.rendezvousDirectory(),
                options.role(),
                options.memberName());
    }
}
