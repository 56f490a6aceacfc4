package io.dipc.agent.cli;

import io.dipc.engine.Cluster;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.region.RegionMap;
import io.dipc.objects.region.RegionParameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws who has which pages of a shared buffer. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        description = "Draws who has which pages of a shared buffer, as its members told within the last second or so.")
final class MapCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "KEY", description = "of the buffer")
    private String key;

    @Option(names = "--png", paramLabel = "FILE", description = "draws into a file instead of here")
    private Path png;

    MapCommand() {}

    @Override
    public Integer call() throws IOException {
        RegionMap map = Visit.ask(spec, this::ask);
        if (map == null) {
            spec.commandLine()
                    .getErr()
                    .println("dipc: " + key + " is no shared buffer (java -jar dipc.jar ls lists what there is)");
            return 1;
        }
        PageMap picture = new PageMap(map);
        if (png != null) {
            picture.write(png);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            picture.lines().forEach(out::println);
            out.flush();
        }
        return 0;
    }

    /** Null if there is no such region. */
    private RegionMap ask(Cluster cluster) {
        String region = Kind.REGION.words();
        if (cluster.keys().stream()
                .noneMatch(one -> one.key().equals(key) && one.kind().equals(region))) {
            return null;
        }
        // Should it have gone meanwhile, this makes an empty one, which goes with this command.
        Descriptor descriptor =
                new Descriptor(Kind.REGION, new RegionParameters(1, 1, 4096, 0, 1, 1).toBytes(), "dipc map");
        return RegionMap.of(cluster.open(key, descriptor, null).query(RegionMap.query()));
    }
}
