package io.dipc.objects.region;

import io.dipc.objects.codec.WireWriter;
import java.util.BitSet;

/** The commands of a region as bytes. None gives anything out; those that park say so. */
public final class RegionCommand {
    static final byte ATTACH = 1;
    static final byte WATCH = 2;
    static final byte TOUCH = 3;
    static final byte FILL = 4;
    static final byte FILLED = 5;
    static final byte LEAVING = 6;
    static final byte LEFT = 7;
    static final byte FORCE = 8;
    static final byte NEXT_FORCE = 9;
    static final byte FORCED = 10;
    static final byte REPORT = 11;
    static final byte TOUCHED = 12;

    private RegionCommand() {}

    /**
     * Makes the session a member, unless it is one. Answer: {@link RegionAnswer.Attached}.
     *
     * @param size of the program's buffer, in bytes
     * @param pageSize that the session wants
     * @param host where its transport of pages listens
     * @param port of it
     * @param name of the session, for people
     */
    public static byte[] attach(long size, int pageSize, String host, int port, String name) {
        return new WireWriter()
                .putByte(ATTACH)
                .putLong(size)
                .putInt(pageSize)
                .putString(host)
                .putInt(port)
                .putString(name)
                .toBytes();
    }

    /** Parks until there is a view after one. Answer: {@link RegionAnswer.Next}. */
    public static byte[] watch(long number) {
        return new WireWriter().putByte(WATCH).putLong(number).toBytes();
    }

    /** Remembers that pages may be written from now on. */
    public static byte[] touch(BitSet pages) {
        return PageRuns.write(pages, new WireWriter().putByte(TOUCH)).toBytes();
    }

    /** Which pages may have been written. Answer: {@link RegionAnswer#touched}. */
    public static byte[] touched() {
        return new byte[] {TOUCHED};
    }

    /**
     * Parks until the first contents are in, or the session is the one to put them in. Answer: {@link RegionAnswer.Fill}.
     *
     * @param keeps whether the session has a file that keeps the region's contents, if it is the one
     */
    public static byte[] fill(boolean keeps) {
        return new WireWriter().putByte(FILL).putBoolean(keeps).toBytes();
    }

    /** The session has put the first contents in. */
    public static byte[] filled() {
        return new byte[] {FILLED};
    }

    /** The session will leave; until it has, it is home of nothing. */
    public static byte[] leaving() {
        return new byte[] {LEAVING};
    }

    /** The session has nothing of the region any more. */
    public static byte[] left() {
        return new byte[] {LEFT};
    }

    /**
     * Parks until the region's contents are in the file of the member that keeps them, or the session is to put them into its
     * own. Answer: {@link RegionAnswer.Forced}.
     */
    public static byte[] force(long offset, long length) {
        return new WireWriter().putByte(FORCE).putLong(offset).putLong(length).toBytes();
    }

    /** Parks until somebody wants contents in the file of this session. Answer: {@link RegionAnswer.ToForce}. */
    public static byte[] nextForce() {
        return new byte[] {NEXT_FORCE};
    }

    /**
     * What this session was asked for, or asked for itself, is in its file.
     *
     * @param number of {@link RegionAnswer.ToForce}, or the turn of {@link RegionAnswer.Forced}
     * @param failure why not; null: it is
     */
    public static byte[] forced(long number, String failure) {
        return new WireWriter()
                .putByte(FORCED)
                .putLong(number)
                .putString(failure == null ? "" : failure)
                .toBytes();
    }

    /** What people are told of this session. */
    public static byte[] report(MemberReport report) {
        WireWriter writer = new WireWriter().putByte(REPORT);
        report.writeTo(writer);
        return writer.toBytes();
    }
}
