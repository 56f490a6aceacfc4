package io.dipc.agent.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name by which people know this JVM, {@code 4711@host}. */
final class MemberName {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private MemberName() {}

    static String ofThisJvm() {
        return ProcessHandle.current().pid() + "@" + host();
    }

    /** Asks the kernel where that is possible: the resolver may take seconds. */
    private static String host() {
        try {
            return Files.readString(LINUX_HOST_NAME).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }
}
