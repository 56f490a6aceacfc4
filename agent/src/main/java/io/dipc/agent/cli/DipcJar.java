package io.dipc.agent.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where dipc.jar is. */
final class DipcJar {

    private DipcJar() {}

    static Path path() {
        try {
            return Path.of(DipcJar.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of dipc.jar is not known", e);
        }
    }
}
