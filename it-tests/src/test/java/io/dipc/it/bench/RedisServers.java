package io.dipc.it.bench;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Starts Redis, if it is on this machine. */
final class RedisServers {
    private final Path program;
    private final Map<ChildJvm, String> ports = new HashMap<>();

    private RedisServers(Path program) {
        this.program = program;
    }

    /** Returns null if there is no such program. */
    static RedisServers find() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(RedisServers::new)
                .orElse(null);
    }

    /** Starts one that keeps what it has in memory; returns when it accepts connections. */
    ChildJvm start(TestCluster children, String... options) throws IOException, InterruptedException {
        String port = Integer.toString(Ports.free(1));
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        ChildJvm redis = children.startProcess("redis-server", command);
        redis.awaitLine(".*Ready to accept connections.*");
        ports.put(redis, port);
        return redis;
    }

    String port(ChildJvm server) {
        return ports.get(server);
    }
}
