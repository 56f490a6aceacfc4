package io.dipc.engine.network.hazelcast;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/**
 * Looks at locks that other processes hold. One look at a time in this JVM: a second one at the same file would be
 * refused by the JDK, which keeps its own table.
 */
final class FileLocks {

    private FileLocks() {}

    /**
     * Whether another process holds the exclusive lock of a file.
     *
     * @param channel open for reading, of a file that no member of this JVM has locked
     */
    static synchronized boolean heldElsewhere(FileChannel channel) throws IOException {
        // Shared, so that two processes that look at the same time do not take each other for the holder.
        try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }
}
