package io.dipc.agent.options;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * {@code dipc.yaml} or {@code dipc.properties}: options under their names, and two maps, {@code fields} and
 * {@code allocations}, from places in the program to keys. In a properties file the maps are written as
 * {@code fields.com.acme.App.jobs=jobs}. What else is said of a place stands, in YAML, below it beside its {@code key},
 * and in a properties file as {@code fields.com.acme.App.jobs/delivery=AT_LEAST_ONCE}.
 *
 * @param name for messages
 * @param options values by key; keys are not checked
 * @param fields keys by field
 * @param allocations keys by allocation
 * @param policies what else is said of fields and allocations, by place and name: {@code com.acme.App.jobs/delivery}
 */
record ConfigurationFile(
        String name,
        Map<String, String> options,
        Map<String, String> fields,
        Map<String, String> allocations,
        Map<String, String> policies) {

    static final String FIELDS = "fields";
    static final String ALLOCATIONS = "allocations";

    private static final String KEY = "key";

    private static final List<String> NAMES = List.of("dipc.yaml", "dipc.properties");

    /** No file. */
    static ConfigurationFile none() {
        return new ConfigurationFile("", Map.of(), Map.of(), Map.of(), Map.of());
    }

    private static ConfigurationFile empty(String name) {
        return new ConfigurationFile(name, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    /**
     * The file of the usual name in a directory, if there is one.
     *
     * @throws OptionException if there are two, or it cannot be read
     */
    static ConfigurationFile in(Path directory) {
        List<Path> found =
                NAMES.stream().map(directory::resolve).filter(Files::exists).toList();
        if (found.size() > 1) {
            throw new OptionException(directory.toAbsolutePath().normalize()
                    + " has dipc.yaml and dipc.properties (expected: one of them)");
        }
        return found.isEmpty()
                ? none()
                : read(found.get(0), found.get(0).getFileName().toString());
    }

    /**
     * The file that the option {@code config} names.
     *
     * @throws OptionException if it cannot be read
     */
    static ConfigurationFile at(String path) {
        return read(Path.of(path), path);
    }

    private static ConfigurationFile read(Path file, String name) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return name.endsWith(".properties") ? readProperties(reader, name) : readYaml(reader, name);
        } catch (NoSuchFileException e) {
            throw new OptionException("config: " + name + " does not exist (expected: a YAML or properties file)");
        } catch (IOException | IllegalArgumentException e) {
            throw new OptionException(name + " cannot be read: " + oneLine(e));
        }
    }

    private static ConfigurationFile readProperties(Reader reader, String name) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        ConfigurationFile file = empty(name);
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            if (key.startsWith(FIELDS + '.')) {
                file.place(file.fields, key.substring(FIELDS.length() + 1), value);
            } else if (key.startsWith(ALLOCATIONS + '.')) {
                file.place(file.allocations, key.substring(ALLOCATIONS.length() + 1), value);
            } else {
                file.options.put(key, value);
            }
        }
        return file;
    }

    private static ConfigurationFile readYaml(Reader reader, String name) {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromReader(reader);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1))
                    .orElse("");
            throw new OptionException(name + line + ": " + e.getProblem() + " (expected: YAML)");
        } catch (YamlEngineException e) {
            throw new OptionException(name + ": " + oneLine(e) + " (expected: YAML)");
        }
        ConfigurationFile file = empty(name);
        if (root == null) {
            return file;
        }
        for (Map.Entry<?, ?> entry : map(name, root).entrySet()) {
            String key = String.valueOf(entry.getKey());
            switch (key) {
                case FIELDS -> file.places(file.fields, key, entry.getValue());
                case ALLOCATIONS -> file.places(file.allocations, key, entry.getValue());
                default -> file.options.put(key, scalar(name + ": " + key, entry.getValue()));
            }
        }
        return file;
    }

    /** The name of a policy is what follows the last slash; it has none of the characters that end a place. */
    private void place(Map<String, String> target, String place, String value) {
        int slash = place.lastIndexOf('/');
        boolean isPolicy = slash >= 0 && place.indexOf('#', slash) < 0;
        (isPolicy ? policies : target).put(place, value);
    }

    private void places(Map<String, String> target, String key, Object value) {
        if (value == null) {
            return;
        }
        String place = name + ": " + key;
        for (Map.Entry<?, ?> entry : map(place, value).entrySet()) {
            String from = String.valueOf(entry.getKey());
            if (entry.getValue() instanceof Map<?, ?> said) {
                said.forEach((what, how) -> {
                    String text = scalar(place + ": " + from + ": " + what, how);
                    place(target, what.equals(KEY) ? from : from + "/" + what, text);
                });
            } else {
                place(target, from, scalar(place + ": " + from, entry.getValue()));
            }
        }
    }

    private static Map<?, ?> map(String place, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new OptionException(place + ": " + oneLine(value) + " (expected: lines of the form key: value)");
    }

    private static String scalar(String place, Object value) {
        if (value instanceof List<?> list) {
            return String.join(
                    ",", list.stream().map(part -> scalar(place, part)).toList());
        }
        if (value instanceof Map<?, ?>) {
            throw new OptionException(place + ": " + oneLine(value) + " (expected: one value)");
        }
        return value == null ? "" : String.valueOf(value).strip();
    }

    private static String oneLine(Object value) {
        return String.valueOf(value).replaceAll("\\s+", " ");
    }
}
