package io.dipc.agent.options;

import io.dipc.Delivery;
import io.dipc.Execution;
import io.dipc.OnCrash;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import io.dipc.engine.Role;
import io.dipc.rewriter.RewriterConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The effective options, all valid. Immutable. */
public final class Options {

    private static final String FILE_MAPS = ConfigurationFile.FIELDS + ", " + ConfigurationFile.ALLOCATIONS;

    private final Map<Option, Setting> settings;
    private final Map<String, String> fields;
    private final Map<String, String> allocations;
    private final Map<String, String> policies;

    private Options(Map<Option, Setting> settings, ConfigurationFile file) {
        this.settings = Collections.unmodifiableMap(settings);
        this.fields = Map.copyOf(file.fields());
        this.allocations = Map.copyOf(file.allocations());
        this.policies = policies(settings, file);
    }

    private static Map<String, String> policies(Map<Option, Setting> settings, ConfigurationFile file) {
        Map<String, String> policies = new HashMap<>(file.policies());
        for (String entry : Values.list(settings.get(Option.THREADS).value())) {
            String execution = Values.threadExecution(entry);
            if (execution != null) {
                policies.put(Values.threadClass(entry) + '/' + RewriterConfig.EXECUTION, execution);
            }
        }
        return Map.copyOf(policies);
    }

    /**
     * Reads all options.
     *
     * @throws OptionException for the first mistake found: an unknown key, anywhere, or a bad value
     */
    public static Options read(OptionSources sources) {
        Map<Option, Setting> settings = new EnumMap<>(Option.class);
        String givenBy = sources.givenBy();
        sources.given().forEach((key, value) -> put(settings, known(key, givenBy), value, givenBy));
        sources.fromProperties().forEach((key, value) -> {
            Option option = known(key, "system property dipc." + key);
            put(settings, option, value, "-D" + option.property());
        });
        sources.fromEnvironment().forEach((variable, value) -> put(settings, knownVariable(variable), value, variable));
        ConfigurationFile file = settings.containsKey(Option.CONFIG)
                ? ConfigurationFile.at(settings.get(Option.CONFIG).value())
                : ConfigurationFile.in(sources.directory());
        file.options().forEach((key, value) -> {
            Option option = knownInFile(key, file.name());
            put(settings, option, value, file.name());
        });
        putDefaults(settings);
        Options options = new Options(settings, file);
        options.checkTogether();
        new TreeMap<>(file.policies()).forEach((policy, value) -> options.checkPolicy(file.name(), policy, value));
        return options;
    }

    /** All options at their default values. */
    public static Options defaults() {
        Map<Option, Setting> settings = new EnumMap<>(Option.class);
        putDefaults(settings);
        return new Options(settings, ConfigurationFile.none());
    }

    private static void putDefaults(Map<Option, Setting> settings) {
        for (Option option : Option.values()) {
            settings.putIfAbsent(option, new Setting(option.defaultText(), "default"));
        }
    }

    private static void put(Map<Option, Setting> settings, Option option, String value, String origin) {
        try {
            option.check(value);
        } catch (OptionException e) {
            throw new OptionException(e.getMessage() + ", given by " + origin);
        }
        settings.putIfAbsent(option, new Setting(value, origin));
    }

    private static Option known(String key, String origin) {
        return Option.named(key)
                .orElseThrow(() -> new OptionException("unknown option " + key + ", given by " + origin
                        + " (expected: one of " + Option.names() + ')'));
    }

    private static Option knownVariable(String variable) {
        for (Option option : Option.values()) {
            if (option.variable().equals(variable)) {
                return option;
            }
        }
        StringBuilder names = new StringBuilder();
        for (Option option : Option.values()) {
            names.append(names.length() == 0 ? "" : ", ").append(option.variable());
        }
        throw new OptionException("unknown environment variable " + variable + " (expected: one of " + names + ')');
    }

    private static Option knownInFile(String key, String file) {
        return Option.named(key)
                .filter(option -> option != Option.CONFIG)
                .orElseThrow(() -> new OptionException("unknown option " + key + ", given by " + file
                        + " (expected: one of "
                        + Option.names().replace(", " + Option.CONFIG.key(), "") + ", " + FILE_MAPS + ')'));
    }

    private void checkTogether() {
        if (duration(Option.DETECTION).compareTo(duration(Option.HEARTBEAT)) <= 0) {
            throw new OptionException("detection: " + text(Option.DETECTION)
                    + " (expected: more than heartbeat, which is " + text(Option.HEARTBEAT) + ')');
        }
    }

    private void checkPolicy(String file, String policy, String value) {
        int slash = policy.lastIndexOf('/');
        String place = policy.substring(0, slash);
        if (!fields.containsKey(place) && !allocations.containsKey(place)) {
            throw new OptionException(file + ": " + policy + ": " + place
                    + " has no key (expected: the key of the object, beside what else is said of it)");
        }
        Object[] values = switch (policy.substring(slash + 1)) {
            case RewriterConfig.ON_CRASH -> OnCrash.values();
            case RewriterConfig.DELIVERY -> Delivery.values();
            case RewriterConfig.EXECUTION -> Execution.values();
            case RewriterConfig.BACKUPS -> IntStream.rangeClosed(0, 6).boxed().toArray();
            default ->
                throw new OptionException(
                        file + ": " + policy + " (expected: " + RewriterConfig.ON_CRASH + ", " + RewriterConfig.DELIVERY
                                + ", " + RewriterConfig.EXECUTION + " or " + RewriterConfig.BACKUPS + ')');
        };
        if (Arrays.stream(values).noneMatch(one -> one.toString().equals(value))) {
            throw new OptionException(
                    file + ": " + policy + ": " + value + " (expected: one of " + Arrays.toString(values) + ')');
        }
    }

    /** An option's effective value, and where it comes from. */
    public Setting setting(Option option) {
        return settings.get(option);
    }

    /** An option's effective value. */
    public String text(Option option) {
        return setting(option).value();
    }

    /** The effective value of an option that is true or false. */
    public boolean flag(Option option) {
        return text(option).equals("true");
    }

    private Duration duration(Option option) {
        return Values.parseDuration(text(option));
    }

    /** Keys by field, {@code com.acme.App.jobs}. */
    public Map<String, String> fields() {
        return fields;
    }

    /** Keys by allocation, {@code com.acme.Main.main/LinkedBlockingQueue#0}. */
    public Map<String, String> allocations() {
        return allocations;
    }

    /** Classes whose threads are distributed, by name. */
    public Set<String> threads() {
        return Values.list(text(Option.THREADS)).stream()
                .map(Values::threadClass)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Policies of fields, allocations and classes of threads, {@code com.acme.App.jobs/delivery}. */
    public Map<String, String> policies() {
        return policies;
    }

    /**
     * What the engine has to know.
     *
     * @param role what this member does
     * @param memberName the name to show to people
     */
    public ClusterOptions forCluster(Role role, String memberName) {
        return new ClusterOptions(
                text(Option.CLUSTER),
                text(Option.BIND),
                Values.firstPort(text(Option.PORT)),
                Values.lastPort(text(Option.PORT)),
                Values.list(text(Option.JOIN)),
                flag(Option.MULTICAST),
                text(Option.KUBERNETES),
                duration(Option.HEARTBEAT),
                duration(Option.DETECTION),
                Integer.parseInt(text(Option.BACKUPS)),
                Quorum.valueOf(text(Option.QUORUM).toUpperCase(Locale.ROOT)),
                flag(Option.LIVENESS),
                Path.of(text(Option.RENDEZVOUS)),
                role,
                memberName);
    }
}
