package io.dipc.engine.network.hazelcast;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file of a member of this JVM in the rendezvous: locked for as long as the process lives, whatever ends it, since it
 * is the kernel that frees the lock. Others find the member by it and know by its lock whether the process has ended;
 * stopping the process does not free it.
 *
 * <p>It appears in the directory only when it is locked, as {@code .joining}, and becomes {@code .member} when the member
 * is in a cluster that others may join through it.
 *
 * <p>The locks of the system belong to the process, and closing any channel of a file gives them up. Files of this JVM
 * are therefore never opened a second time: {@link #heldHere} tells which they are.
 */
final class EntryFile implements Closeable {

    static final String MEMBER = ".member";
    static final String JOINING = ".joining";
    static final String NEW = ".new";

    /** The files of this JVM's members, with what they say; empty before they are published. */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    private final Path directory;
    private final String name;
    private final FileChannel channel;
    private boolean published;

    private EntryFile(Path directory, String name, FileChannel channel) {
        this.directory = directory;
        this.name = name;
        this.channel = channel;
    }

    /** Creates an entry and locks it. */
    static EntryFile create(Path directory) throws IOException {
        String name = ProcessHandle.current().pid() + "-" + UUID.randomUUID();
        Path fresh = directory.resolve(name + NEW);
        FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        EntryFile entry = new EntryFile(directory, name, channel);
        HELD.put(entry.path(MEMBER), "");
        HELD.put(entry.path(JOINING), "");
        try {
            if (channel.tryLock() == null) {
                throw new IOException("file " + fresh + " is locked by another process though it was just created");
            }
            Files.move(fresh, entry.path(JOINING), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(fresh);
            entry.close();
            throw e;
        }
        return entry;
    }

    /** The path of an entry, whatever the ending of its file says of its state. */
    static Path withoutEnding(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
    }

    /** Whether a file belongs to a member of this JVM. */
    static boolean heldHere(Path file) {
        return HELD.containsKey(file);
    }

    /** What a file of this JVM says; reading the file itself would give up its lock. */
    static Optional<String> textOf(Path file) {
        return Optional.ofNullable(HELD.get(file));
    }

    /** The name without its ending, by which other members of this machine find the file. */
    String name() {
        return name;
    }

    /** Lets others join through this member. */
    synchronized void publish(RendezvousEntry entry) throws IOException {
        if (published) {
            return;
        }
        HELD.put(path(MEMBER), entry.toText());
        ByteBuffer text = ByteBuffer.wrap(entry.toText().getBytes(StandardCharsets.UTF_8));
        while (text.hasRemaining()) {
            channel.write(text);
        }
        Files.move(path(JOINING), path(MEMBER), StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    /** Lets nobody join through this member any more. Its lock stays: the member has not ended yet. */
    synchronized void withdraw() throws IOException {
        Files.deleteIfExists(path(MEMBER));
        Files.deleteIfExists(path(JOINING));
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            withdraw();
        } finally {
            channel.close();
            HELD.remove(path(MEMBER));
            HELD.remove(path(JOINING));
        }
    }

    private Path path(String ending) {
        return directory.resolve(name + ending);
    }
}
