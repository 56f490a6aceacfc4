package io.dipc.it.bench;

import io.dipc.it.harness.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The messages of any system, counted by the kernel: TCP segments that carried data, of the connections that are open,
 * as {@code ss} lists them. On loopback a message of up to 64 KiB is one segment.
 */
final class Segments {

    private static final Pattern PID = Pattern.compile("pid=(\\d+)");
    private static final Pattern SENT = Pattern.compile("data_segs_out:(\\d+)");

    private Segments() {}

    static long sentBy(List<ChildJvm> processes) throws IOException {
        Set<String> pids =
                processes.stream().map(process -> Long.toString(process.pid())).collect(Collectors.toSet());
        Process ss = new ProcessBuilder("ss", "-tinpOH")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = ss.inputReader()) {
            return lines.lines().mapToLong(line -> sent(line, pids)).sum();
        }
    }

    private static long sent(String connection, Set<String> pids) {
        Matcher pid = PID.matcher(connection);
        Matcher sent = SENT.matcher(connection);
        return pid.find() && pids.contains(pid.group(1)) && sent.find() ? Long.parseLong(sent.group(1)) : 0;
    }
}
