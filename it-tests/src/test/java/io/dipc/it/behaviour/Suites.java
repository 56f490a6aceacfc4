package io.dipc.it.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Jdk;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The behaviour suites as they were compiled, to be run in JVMs of their own. */
final class Suites {
    private final List<String> java = new ArrayList<>();

    Suites(Jdk jdk) {
        java.addAll(List.of(
                jdk.java().toString(),
                Jdk.QUIET,
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.reflect=ALL-UNNAMED",
                "-cp",
                classPath()));
    }

    /** From now on under the packaged agent. */
    Suites withAgent() {
        java.add("-javaagent:" + Product.dipcJar());
        return this;
    }

    private static String classPath() {
        Path proxies = Product.root().resolve("cluster/proxies/target");
        String console = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("junit-platform-"))
                .collect(Collectors.joining(File.pathSeparator));
        try {
            return String.join(
                    File.pathSeparator,
                    proxies.resolve("test-classes").toString(),
                    proxies.resolve("classes").toString(),
                    Files.readString(proxies.resolve("test.classpath")).strip(),
                    console);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program that is among them. */
    ChildJvm start(TestCluster children, String name, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>(java);
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        return children.startProcess(name, command);
    }

    /**
     * Starts the tests of some classes.
     *
     * @param classNames a regular expression for their names
     */
    ChildJvm run(TestCluster children, List<String> options, String classNames) {
        return start(
                children,
                "behaviour suites",
                options,
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=summary",
                "--include-engine=junit-jupiter",
                "--include-classname=" + classNames,
                "--select-package=io.dipc.proxies");
    }

    /** How many tests have passed in a JVM that has ended; none has failed. */
    static int successful(ChildJvm suite) {
        String summary = String.join("\n", suite.stdout());
        assertThat(count(summary, "tests failed")).as(summary).isZero();
        return count(summary, "tests successful");
    }

    private static int count(String summary, String what) {
        Matcher matcher = Pattern.compile("\\[\\s*(\\d+) " + what).matcher(summary);
        assertThat(matcher.find()).as("a line on %s in %s", what, summary).isTrue();
        return Integer.parseInt(matcher.group(1));
    }
}
