package io.dipc.engine.network.hazelcast;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.ClusterOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which the members of one cluster on one machine find each other, without configuration and without
 * waiting for each other: whoever finds no living entry and gets the founder lock starts the cluster, all others join
 * through an entry. The name of the cluster is part of the path, so that two clusters never meet. Thread-safe.
 */
final class Rendezvous implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rendezvous.class);

    private static final String FOUNDER = "founder.lock";
    /** Longer names of clusters are cut, which the file system asks for, and made unique again by their hash. */
    private static final int LONGEST_NAME = 100;

    /** One founder at a time within this JVM, since file locks are the process's. */
    private static final Set<Path> FOUNDING = ConcurrentHashMap.newKeySet();

    private final Path directory;
    /**
     * Entries of other processes whose lock was seen held, open, so that the end of their members can still be seen when
     * the files are gone. Guarded by itself.
     */
    private final Map<Path, FileChannel> met = new HashMap<>();

    private Rendezvous(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens the rendezvous of a cluster. Where members find each other by other means it only serves to see at once that
     * a process has ended, and is done without if the directory cannot be used.
     *
     * @throws ClusterUnavailableException if the directory is needed and cannot be used
     */
    static Optional<Rendezvous> open(ClusterOptions options) {
        try {
            return Optional.of(open(options.rendezvousDirectory(), options.clusterName()));
        } catch (ClusterUnavailableException e) {
            if (Joiners.onThisMachine(options)) {
                throw e;
            }
            LOG.debug("doing without the rendezvous", e);
            return Optional.empty();
        }
    }

    /**
     * Opens the rendezvous of a cluster, creating the directories with access for this user only.
     *
     * @throws ClusterUnavailableException if the directory cannot be used; says why and what to do
     */
    static Rendezvous open(Path parent, String cluster) {
        try {
            Path mine = parent.toAbsolutePath();
            Files.createDirectories(mine, onlyForThisUser(mine));
            Path directory = mine.resolve(fileName(cluster));
            Files.createDirectories(directory, onlyForThisUser(mine));
            Path real = directory.toRealPath();
            checkOwner(mine.toRealPath());
            return new Rendezvous(real);
        } catch (IOException e) {
            throw unusable(parent, e);
        }
    }

    private static FileAttribute<?>[] onlyForThisUser(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Refuses a directory that another user has put there: whoever owns it could make this member join anything. */
    private static void checkOwner(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "owner", EntryFile.NEW);
        try {
            var mine = Files.getOwner(probe);
            var owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
            if (!owner.equals(mine)) {
                throw new IOException("it belongs to " + owner + ", not to " + mine);
            }
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static String fileName(String cluster) {
        String name =
                "cluster-" + URLEncoder.encode(cluster, StandardCharsets.UTF_8).replace("*", "%2A");
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(cluster.hashCode());
    }

    private static ClusterUnavailableException unusable(Path directory, IOException e) {
        return new ClusterUnavailableException(
                "members on this machine cannot find each other through directory " + directory + ": " + e
                        + " (expected: a directory of this user, in which files can be created; choose another"
                        + " rendezvous directory, or name the other members in the join list)",
                e);
    }

    /** Creates the entry of a member of this JVM. */
    EntryFile create() {
        try {
            return EntryFile.create(directory);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** The members on this machine that can be joined, the oldest first. Removes what dead processes left. */
    List<RendezvousEntry> living() {
        List<RendezvousEntry> living = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(EntryFile.MEMBER)) {
                    if (isHeld(file)) {
                        read(file).ifPresent(living::add);
                    }
                } else if (name.endsWith(EntryFile.JOINING)) {
                    isHeld(file);
                } else if (name.endsWith(EntryFile.NEW)) {
                    removeOld(file);
                }
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        living.sort(Comparator.comparingLong(RendezvousEntry::since).thenComparing(RendezvousEntry::port));
        return living;
    }

    /** Whether the process lives whose entry this is; removes it if not. */
    private boolean isHeld(Path file) throws IOException {
        if (EntryFile.heldHere(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (FileLocks.heldElsewhere(channel)) {
                meet(file);
                return true;
            }
        } catch (NoSuchFileException e) {
            // Removed by its owner or by another process that looked.
            return false;
        }
        Files.deleteIfExists(file);
        return false;
    }

    private void meet(Path file) throws IOException {
        Path entry = EntryFile.withoutEnding(file);
        synchronized (met) {
            if (!met.containsKey(entry)) {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                // Looked at again: between the look before and now another file may have taken the name.
                if (FileLocks.heldElsewhere(channel)) {
                    met.put(entry, channel);
                } else {
                    channel.close();
                }
            }
        }
    }

    /** Removes what a process left that died between creating and locking its entry. */
    private static void removeOld(Path file) throws IOException {
        try {
            long age =
                    System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            if (age > 60_000) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Locked and renamed meanwhile.
        }
    }

    private static Optional<RendezvousEntry> read(Path file) throws IOException {
        if (EntryFile.heldHere(file)) {
            return EntryFile.textOf(file).flatMap(RendezvousEntry::parse);
        }
        try {
            return RendezvousEntry.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The entry of another process's member whose lock this rendezvous has seen held; the caller closes it. */
    Optional<FileChannel> met(String name) {
        synchronized (met) {
            return Optional.ofNullable(met.remove(directory.resolve(name)));
        }
    }

    /** Opens the entry of another process's member, to watch its lock; empty if it is not (yet) there. */
    Optional<FileChannel> watch(String name) throws IOException {
        for (String ending : List.of(EntryFile.MEMBER, EntryFile.JOINING, EntryFile.MEMBER)) {
            Path file = directory.resolve(name + ending);
            if (EntryFile.heldHere(file)) {
                return Optional.empty();
            }
            try {
                return Optional.of(FileChannel.open(file, StandardOpenOption.READ));
            } catch (NoSuchFileException e) {
                // The other ending, or a member on another machine.
            }
        }
        return Optional.empty();
    }

    /**
     * Founds the cluster unless somebody has, or is about to.
     *
     * @param founding makes this member the first and publishes its entry; run at most once, while no other process of
     *     this machine can do the same
     * @return whether it was run
     */
    boolean found(Runnable founding) {
        if (!FOUNDING.add(directory)) {
            return false;
        }
        try (FileChannel channel = openFounder();
                FileLock lock = channel.tryLock()) {
            if (lock == null || !living().isEmpty()) {
                return false;
            }
            founding.run();
            return true;
        } catch (IOException e) {
            throw unusable(directory, e);
        } finally {
            FOUNDING.remove(directory);
        }
    }

    /** Whether nobody has founded the cluster and nobody is about to. */
    boolean deserted() {
        boolean[] none = new boolean[1];
        found(() -> none[0] = true);
        return none[0];
    }

    private FileChannel openFounder() throws IOException {
        return FileChannel.open(directory.resolve(FOUNDER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Forgets whom it has met. */
    @Override
    public void close() {
        synchronized (met) {
            met.values().forEach(channel -> {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.debug("cannot close an entry in {}", this, e);
                }
            });
            met.clear();
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
