package io.dipc.agent.cli;

import java.util.List;
import java.util.Set;

/** What follows {@code java} on a command line. */
final class JavaArguments {

    /** Options whose value is the next argument. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-reads",
            "--add-exports",
            "--add-opens",
            "--limit-modules",
            "--patch-module",
            "--enable-native-access",
            "--illegal-native-access",
            "--source");

    /** Options that name what is run. */
    private static final Set<String> MAIN = Set.of("-jar", "-m", "--module");

    private JavaArguments() {}

    /** Whether they name a main class, jar or module. */
    static boolean nameMain(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (MAIN.contains(argument) || argument.startsWith("--module=") || !argument.startsWith("-")) {
                return true;
            }
            if (WITH_VALUE.contains(argument)) {
                i++;
            }
        }
        return false;
    }
}
