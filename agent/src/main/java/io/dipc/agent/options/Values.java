package io.dipc.agent.options;

import io.dipc.Execution;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the values of options are written: checks, which answer null or what was expected, and parsers of checked text. */
final class Values {

    private static final Pattern CLUSTER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CLASS_NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*([.][\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
    private static final Pattern PROCESS_ID = Pattern.compile("\\d{1,18}");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
    private static final Pattern MEMBER = Pattern.compile("([^\\s:\\[\\]]+|\\[[0-9a-fA-F:.%a-z]+])(:\\d{1,5})?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final int MAX_PORT = 65535;

    private Values() {}

    static String text(String text) {
        return null;
    }

    static String clusterName(String text) {
        return CLUSTER_NAME.matcher(text).matches() ? null : "1 to 64 letters, digits, dots, dashes and underscores";
    }

    static String flag(String text) {
        return text.equals("true") || text.equals("false") ? null : "true or false";
    }

    /** Of threads; a class may have a suffix, which says how they are executed. */
    static String threadClasses(String text) {
        return list(text).stream().allMatch(Values::isThreadClass)
                ? null
                : "names of classes, separated by commas, such as com.acme.Worker or com.acme.Worker:AT_LEAST_ONCE";
    }

    private static boolean isThreadClass(String entry) {
        String execution = threadExecution(entry);
        return CLASS_NAME.matcher(threadClass(entry)).matches()
                && (execution == null
                        || Arrays.stream(Execution.values())
                                .anyMatch(one -> one.name().equals(execution)));
    }

    /** The name of a class of threads, without what else is said of it. */
    static String threadClass(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? entry : entry.substring(0, colon);
    }

    /** How threads of a class are executed; null if it is not said. */
    static String threadExecution(String entry) {
        int colon = entry.indexOf(':');
        return colon < 0 ? null : entry.substring(colon + 1);
    }

    static String count(String text) {
        return COUNT.matcher(text).matches() ? null : "a number, such as 2";
    }

    static String processId(String text) {
        return text.isEmpty() || PROCESS_ID.matcher(text).matches() ? null : "the number of a process";
    }

    static String ports(String text) {
        Matcher matcher = PORTS.matcher(text);
        if (matcher.matches()) {
            int first = firstPort(text);
            int last = lastPort(text);
            if (first >= 1 && first <= last && last <= MAX_PORT) {
                return null;
            }
        }
        return "a port or a range of ports between 1 and 65535, such as 5800-5899";
    }

    static int firstPort(String text) {
        int dash = text.indexOf('-');
        return Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
    }

    static int lastPort(String text) {
        return Integer.parseInt(text.substring(text.indexOf('-') + 1));
    }

    static String members(String text) {
        for (String member : list(text)) {
            Matcher matcher = MEMBER.matcher(member);
            boolean good = matcher.matches();
            if (good && matcher.group(2) != null) {
                int port = Integer.parseInt(matcher.group(2).substring(1));
                good = port >= 1 && port <= MAX_PORT;
            }
            if (!good) {
                return "hosts with or without port, separated by commas, such as hostA,hostB:5801";
            }
        }
        return null;
    }

    /** The parts of a comma-separated list, without blanks around them. */
    static List<String> list(String text) {
        return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s*,\\s*", -1));
    }

    static String duration(String text) {
        return DURATION.matcher(text).matches() && !parseDuration(text).isZero()
                ? null
                : "a duration such as 500ms or 5s";
    }

    static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    static String backups(String text) {
        return text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '6' ? null : "a number from 0 to 6";
    }

    static String pageSize(String text) {
        return text.matches("\\d{4,7}") && isPageSize(Integer.parseInt(text))
                ? null
                : "a power of two from 4096 to 1048576";
    }

    private static boolean isPageSize(int bytes) {
        return bytes >= 4096 && bytes <= 1 << 20 && Integer.bitCount(bytes) == 1;
    }

    static Option.Check oneOf(String... words) {
        String expected = String.join(", ", Arrays.copyOf(words, words.length - 1)) + " or " + words[words.length - 1];
        return text -> Arrays.asList(words).contains(text) ? null : expected;
    }

    static String path(String text) {
        try {
            Path.of(text);
            return text.isEmpty() ? "a directory" : null;
        } catch (InvalidPathException e) {
            return "a directory";
        }
    }

    /**
     * One per user. Not below {@code java.io.tmpdir} where there is {@code /tmp}: programs set that property, and
     * members that look in different directories do not meet.
     */
    static String defaultRendezvous() {
        Path shared = Path.of("/tmp");
        Path base = Files.isDirectory(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
        return base.resolve("dipc-" + System.getProperty("user.name")).toString();
    }
}
