package io.dipc.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The behaviour suites of the proxies, with the JDK's own classes as their oracle, on every JDK but the one that runs
 * the build, which has run them already.
 */
class BehaviourOnOtherJdksIT {
    private static final Duration LIMIT = Duration.ofMinutes(40);

    @TestFactory
    Stream<DynamicTest> suites() {
        return Jdk.all().stream()
                .filter(jdk -> jdk.feature() != Jdk.own().feature())
                .map(jdk -> DynamicTest.dynamicTest(jdk.toString(), () -> run(jdk)));
    }

    private static void run(Jdk jdk) throws IOException, InterruptedException {
        Path proxies = Product.root().resolve("cluster/proxies/target");
        String console = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("junit-platform-"))
                .collect(Collectors.joining(File.pathSeparator));
        String classPath = String.join(
                File.pathSeparator,
                proxies.resolve("test-classes").toString(),
                proxies.resolve("classes").toString(),
                Files.readString(proxies.resolve("test.classpath")).strip(),
                console);
        try (TestCluster children = new TestCluster(jdk)) {
            ChildJvm suite = children.startProcess(
                    "behaviour suites on " + jdk,
                    List.of(
                            jdk.java().toString(),
                            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                            "--add-opens=java.base/jdk.internal.reflect=ALL-UNNAMED",
                            "-cp",
                            classPath,
                            "org.junit.platform.console.ConsoleLauncher",
                            "execute",
                            "--disable-banner",
                            "--disable-ansi-colors",
                            "--details=summary",
                            "--include-classname=.*ContractTest|.*WaitingTest|.*HandOverTest|.*ElementCodecTest|.*LambdaElementsTest"
                                    + "|.*ProxyBinderTest|.*OverridesTest",
                            "--select-package=io.dipc.proxies"));
            suite.awaitSuccess(LIMIT);
            String summary = String.join("\n", suite.stdout());
            assertThat(count(summary, "tests failed")).as(summary).isZero();
            assertThat(count(summary, "tests successful")).as(summary).isGreaterThan(500);
            System.out.println("behaviour suites on " + jdk + ": " + count(summary, "tests successful") + " tests");
        }
    }

    private static int count(String summary, String what) {
        Matcher matcher = Pattern.compile("\\[\\s*(\\d+) " + what).matcher(summary);
        assertThat(matcher.find()).as("a line on %s in %s", what, summary).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
