package io.dipc.it.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The one service of a compose file.
 *
 * @param name its name, which is resolved to the addresses of its containers
 * @param replicas how many containers it has
 * @param environment their environment
 * @param context where the image is built
 * @param dockerfile what it is built from, below the context
 */
record Compose(String name, int replicas, Map<String, String> environment, Path context, Path dockerfile) {

    static Compose read(Path file) throws IOException {
        Map<?, ?> services;
        try (InputStream in = Files.newInputStream(file)) {
            services = map(new Load(LoadSettings.builder().build()).loadFromInputStream(in), "services");
        }
        String name = (String) services.keySet().iterator().next();
        Map<?, ?> service = map(services, name);
        Map<?, ?> build = map(service, "build");
        Map<String, String> environment = new TreeMap<>();
        map(service, "environment").forEach((key, value) -> environment.put((String) key, value.toString()));
        Path context = file.resolveSibling((String) build.get("context")).normalize();
        return new Compose(
                name, (Integer) map(service, "deploy").get("replicas"), environment, context, context.resolve((String)
                        build.get("dockerfile")));
    }

    private static Map<?, ?> map(Object parent, String key) {
        return (Map<?, ?>) ((Map<?, ?>) parent).get(key);
    }
}
