package io.dipc.agent.cli;

import io.dipc.agent.logging.Log;
import io.dipc.agent.options.Option;
import io.dipc.agent.options.OptionSources;
import io.dipc.agent.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Every command takes the agent's options too, as {@code --port=5800-5899}. */
final class Configuration {

    private Configuration() {}

    /** Adds the agent's options to a command. */
    static void addOptions(CommandSpec command) {
        for (Option option : Option.values()) {
            command.addOption(OptionSpec.builder(name(option))
                    .paramLabel(option.key().toUpperCase(java.util.Locale.ROOT))
                    .type(String.class)
                    .description(option.description())
                    .build());
        }
    }

    /** The values given on the command line, by option name. */
    static Map<String, String> given(CommandSpec command) {
        ParseResult parsed = command.commandLine().getParseResult();
        Map<String, String> given = new LinkedHashMap<>();
        for (Option option : Option.values()) {
            String value = parsed.matchedOptionValue(name(option), null);
            if (value != null) {
                given.put(option.key(), value);
            }
        }
        return given;
    }

    /** The effective options of a command. */
    static Options read(CommandSpec command) {
        Options options = Options.read(OptionSources.ofCommandLine(given(command)));
        Log.threshold(options.text(Option.LOG));
        return options;
    }

    private static String name(Option option) {
        return "--" + option.key();
    }
}
