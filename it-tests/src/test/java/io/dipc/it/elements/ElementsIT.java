package io.dipc.it.elements;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.elements.apps.Elements;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements of many classes come out of another JVM as they went in. */
class ElementsIT {
    private static final List<String> PRINTED = List.of(
            "ready",
            "text",
            "7",
            "Plain[name=outer, more=Plain[name=inner, more=[1, 2]]]",
            "Stream[number=8]",
            "RED",
            "green",
            "Open 9 true",
            "{k=Plain[name=value, more=null]}",
            "k=Plain[name=value, more=null]",
            "dir/file",
            "java.lang.IllegalStateException: failed",
            "lambda captured10");

    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void onTheClassPath(Jdk jdk) throws InterruptedException, IOException {
        assertPassed(jdk, List.of("-cp", Product.testPrograms(), Elements.class.getName()));
    }

    /** Nothing of the module is exported or opened, and it reads no module but {@code java.base}. */
    @ParameterizedTest
    @MethodSource("io.dipc.it.harness.Jdk#all")
    void inANamedModule(Jdk jdk) throws InterruptedException, IOException {
        Path module = Files.createTempDirectory("dipc-it-module-");
        try {
            compileModule(module);
            assertPassed(jdk, List.of("-p", module.toString(), "-m", "elements/" + Elements.class.getName()));
        } finally {
            delete(module);
        }
    }

    private static void assertPassed(Jdk jdk, List<String> program) throws InterruptedException, IOException {
        try (TestCluster cluster = new TestCluster(jdk)) {
            Files.writeString(
                    cluster.directory().resolve("dipc.yaml"),
                    "fields:\n  " + Elements.class.getName() + ".elements: elements\n");
            ChildJvm takes = start(cluster, jdk, program, "take");
            // else the elements may be gone with the program that put them before the other one was there
            takes.awaitLine("ready");
            ChildJvm puts = start(cluster, jdk, program, "put");
            puts.awaitSuccess();
            takes.awaitSuccess();
            puts.assertStderr();
            takes.assertStderr();
            assertThat(takes.stdout()).isEqualTo(PRINTED);
            assertThat(puts.stdout()).hasSize(3).containsOnly("io.dipc.ElementException");
        }
    }

    private static ChildJvm start(TestCluster cluster, Jdk jdk, List<String> program, String argument) {
        List<String> command =
                new ArrayList<>(List.of(jdk.java().toString(), Jdk.QUIET, "-javaagent:" + Product.dipcJar()));
        command.addAll(program);
        command.add(argument);
        return cluster.startProcess(argument, command);
    }

    private static void compileModule(Path target) throws IOException {
        Path information = target.resolve("module-info.java");
        Files.writeString(information, "module elements {}\n");
        String source = Elements.class.getName().replace('.', '/') + ".java";
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--release",
                        "17",
                        "-d",
                        target.toString(),
                        information.toString(),
                        Product.root()
                                .resolve("it-tests/src/test/java")
                                .resolve(source)
                                .toString());
        assertThat(result).isZero();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
