package io.dipc.memory.transport;

import io.netty.channel.DefaultChannelId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory in which each member that can see it listens at a socket named after its session: Unix domain sockets take
 * less of the processors' time than TCP over the loopback interface, and answer sooner. A session's number is never
 * used again, and so no name ever means two members. Whoever cannot be reached here is reached by TCP.
 */
final class LocalSockets {
    private static final Logger LOG = LoggerFactory.getLogger(LocalSockets.class);

    /** So long nobody's socket refuses connections only because its member has just begun to listen. */
    private static final long YOUNG_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private static final String MACHINE = "io.netty.machineId";

    private final Path directory;

    private LocalSockets(Path directory) {
        this.directory = directory;
    }

    /** Opens a directory, made if need be, and removes what dead members left there; empty if it cannot be used. */
    static Optional<LocalSockets> open(Path directory) {
        try {
            Files.createDirectories(directory, onlyForThisUser(directory));
            checkOwner(directory);
            removeAbandoned(directory);
            nameChannels();
            return Optional.of(new LocalSockets(directory.toRealPath()));
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("Shared memory: no local sockets in {}", directory, e);
            return Optional.empty();
        }
    }

    private static FileAttribute<?>[] onlyForThisUser(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Refuses what another user has put there: that one's sockets could stand for any member. */
    private static void checkOwner(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", "");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(directory))) {
                throw new IOException("it belongs to " + Files.getOwner(directory));
            }
        } finally {
            Files.delete(probe);
        }
    }

    /**
     * Netty's channels of this kind are named by the hardware's address, and their class is final: to find that takes time,
     * and Netty warns where there is none. With a number that is given it is not looked for.
     */
    private static synchronized void nameChannels() {
        String before = System.getProperty(MACHINE);
        System.setProperty(MACHINE, "00:00:00:00:00:00:00:01");
        try {
            DefaultChannelId.newInstance();
        } finally {
            if (before == null) {
                System.clearProperty(MACHINE);
            } else {
                System.setProperty(MACHINE, before);
            }
        }
    }

    /** Where the member of a session listens, if it does. */
    UnixDomainSocketAddress address(long session) {
        return UnixDomainSocketAddress.of(file(session));
    }

    private Path file(long session) {
        return directory.resolve(Long.toHexString(session));
    }

    /** Whether a member with this session, and of the same user, seems to listen here. */
    boolean has(long session) {
        try {
            return Files.getOwner(file(session), LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(directory));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The member of a session does not listen any more. */
    void remove(long session) {
        remove(file(session));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("Shared memory: cannot remove {}", file, e);
        }
    }

    private static void removeAbandoned(Path directory) throws IOException {
        long recently = System.currentTimeMillis() - YOUNG_MILLIS;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (isOlder(file, recently) && refuses(file)) {
                    remove(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** What another member removes meanwhile is none of this one's concern. */
    private static boolean isOlder(Path file, long millis) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() < millis;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean refuses(Path file) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(file));
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
