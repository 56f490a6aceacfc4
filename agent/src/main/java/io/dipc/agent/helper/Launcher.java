package io.dipc.agent.helper;

import java.util.Optional;

/** The process that has started this helper. */
public final class Launcher {

    private Launcher() {}

    /**
     * Ends this JVM when the process has ended, however that ends. Returns at once.
     *
     * @param processId of the process; empty: this JVM ends for other reasons only
     */
    public static void endWith(String processId) {
        if (!processId.isEmpty()) {
            Optional<ProcessHandle> launcher = ProcessHandle.of(Long.parseLong(processId));
            launcher.ifPresentOrElse(process -> process.onExit().thenRun(Launcher::exit), Launcher::exit);
        }
    }

    /** In a thread of its own, since ending waits for others. */
    private static void exit() {
        Thread exit = new Thread(null, () -> System.exit(0), "dipc-exit", 0, false);
        exit.setDaemon(true);
        exit.start();
    }
}
