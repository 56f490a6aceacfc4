package io.dipc.engine;

import java.util.List;

/**
 * A key, as {@code dipc ls} shows it.
 *
 * @param key its name
 * @param kind its kind, in words
 * @param state size or permits in words
 * @param home name of the member that executes its commands
 * @param backups names of the members that replicate it
 * @param creator who created it
 * @param waiting who waits on it, first in line first
 * @param holders who holds permits
 */
public record KeyInfo(
        String key,
        String kind,
        String state,
        String home,
        List<String> backups,
        String creator,
        List<Waiter> waiting,
        List<String> holders) {

    /**
     * @param member name of the member whose thread waits
     * @param thread the thread's name
     * @param operation what it waits for
     */
    public record Waiter(String member, String thread, String operation) {}
}
