package io.dipc.agent.cli;

import io.dipc.agent.options.Option;
import io.dipc.agent.options.Options;
import io.dipc.agent.options.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what is configured and where. */
@Command(
        name = "options",
        mixinStandardHelpOptions = true,
        description = "Prints all options with default, effective value and where that comes from.")
final class OptionsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    OptionsCommand() {}

    @Override
    public void run() {
        Options options = Configuration.read(spec);
        Table table = new Table("OPTION", "DEFAULT", "VALUE", "FROM", "MEANING");
        for (Option option : Option.values()) {
            Setting setting = options.setting(option);
            table.add(
                    option.key(),
                    shown(option.defaultText()),
                    shown(setting.value()),
                    setting.origin(),
                    option.description());
        }
        options.fields()
                .forEach((field, key) -> table.add("fields", "-", field + ": " + key, "file", "key of a field"));
        options.allocations()
                .forEach((place, key) ->
                        table.add("allocations", "-", place + ": " + key, "file", "key of an allocated object"));
        options.policies()
                .forEach((place, policy) ->
                        table.add("policies", "-", place + ": " + policy, "file", "at the crash of a JVM"));
        table.print(spec.commandLine().getOut());
    }

    private static String shown(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
