package io.dipc.it.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.apps.Host;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The demos that compute pictures in one shared buffer. */
class PicturesIT {

    static Stream<Arguments> demos() {
        return Stream.concat(
                Jdk.all().stream().map(jdk -> Arguments.of(jdk, "heat", List.of("128", "20"))),
                Stream.of(Arguments.of(Jdk.own(), "mandelbrot", List.of("200"))));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("demos")
    void threeJvmsDrawTheSamePicture(Jdk jdk, String demo, List<String> arguments)
            throws IOException, InterruptedException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Path expected = cluster.directory().resolve("expected.png");
            ChildJvm plain = cluster.startPlainJar(Product.demo(demo), arguments(arguments, expected));
            // Keeps the cluster, so that a JVM which comes when the others have gone does not begin anew.
            cluster.start(Host.class).awaitLine("ready");
            Path picture = cluster.directory().resolve("picture.png");
            List<ChildJvm> jvms = Stream.generate(
                            () -> cluster.startJar(Product.demo(demo), arguments(arguments, picture)))
                    .limit(3)
                    .toList();
            for (ChildJvm jvm : Stream.concat(Stream.of(plain), jvms.stream()).toList()) {
                jvm.awaitSuccess();
                jvm.assertStderr();
            }
            assertThat(jvms.stream().map(ChildJvm::stdout).filter(lines -> !lines.isEmpty()))
                    .containsExactly(plain.stdout());
            assertThat(Files.readAllBytes(picture)).isEqualTo(Files.readAllBytes(expected));
        }
    }

    private static String[] arguments(List<String> arguments, Path picture) {
        List<String> all = new ArrayList<>(arguments);
        all.add(picture.toString());
        return all.toArray(new String[0]);
    }
}
