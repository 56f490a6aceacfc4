package io.dipc.objects.directory;

import io.dipc.objects.codec.WireWriter;

/** The commands of a directory as bytes. */
public final class DirectoryCommand {
    /** For {@link #watch}: whoever watches knows nothing yet. */
    public static final long UNKNOWN = -1;

    static final byte REGISTER = 1;
    static final byte WATCH = 2;

    private DirectoryCommand() {}

    /**
     * Registers a name for as long as the command is parked: until it is cancelled or its session ends. Always parks. Where
     * several commands register a name, it stays until the last one of them has gone.
     *
     * @param name what to register
     * @param details what to tell of it; of several, those of the first one count
     */
    public static byte[] register(String name, byte[] details) {
        return new WireWriter()
                .putByte(REGISTER)
                .putString(name)
                .putBytes(details)
                .toBytes();
    }

    /**
     * Parks until there is another version: a name was registered, for the first time or again, or has gone. Answer: {@link DirectoryListing}.
     *
     * @param version of the last listing, or {@link #UNKNOWN}
     */
    public static byte[] watch(long version) {
        return new WireWriter().putByte(WATCH).putLong(version).toBytes();
    }
}
