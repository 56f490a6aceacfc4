package io.dipc.engine.view;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * The agreed list of members. Views are ordered by their numbers.
 *
 * @param number a counter in the upper 48 bits, and below it 16 bits of the session that made the view, so that two
 *     members that both believe to be the oldest never make two views of one number
 * @param backups how many members beside the home hold each partition
 * @param members the oldest first
 * @param ended sessions that said goodbye in order and are no longer members, as far as they are remembered
 * @param dead sessions of JVMs that are known not to run any more or have left, as far as they are remembered
 * @param quorum who decides the next view; null where it is decided without a majority
 */
public record View(
        long number, int backups, List<ViewMember> members, List<Long> ended, List<Long> dead, Electors quorum) {

    /** A view that was decided without a majority. */
    public View(long number, int backups, List<ViewMember> members, List<Long> ended) {
        this(number, backups, members, ended, List.of(), null);
    }

    /** The number of the view after the one numbered {@code previous}, made by {@code coordinator}. */
    static long numberAfter(long previous, long coordinator) {
        return ((previous >>> 16) + 1) << 16 | coordinator & 0xFFFF;
    }

    /** How many views there were before, on the longest path. */
    public long counter() {
        return number >>> 16;
    }

    /** The member of a session, or null. */
    public ViewMember find(long session) {
        for (ViewMember member : members) {
            if (member.member().session() == session) {
                return member;
            }
        }
        return null;
    }

    /** Whether a session is in the view and not over. */
    public boolean alive(long session) {
        ViewMember member = find(session);
        return member != null && !member.leaving();
    }

    /** Whether a session is over in order, as its own goodbye said. */
    public boolean endedOrderly(long session) {
        ViewMember member = find(session);
        return member == null ? ended.contains(session) : member.leaving() && member.orderly();
    }

    /** Whether a session is over by its own goodbye, in order or not, as far as that is remembered. */
    public boolean departed(long session) {
        ViewMember member = find(session);
        return member == null ? ended.contains(session) : member.leaving();
    }

    /**
     * Whether a session is over and none of its threads can have what it was given, as far as that was known when the view
     * was made. Without a majority suspicion counts as proof.
     */
    public boolean dead(long session) {
        return departed(session) || (quorum == null ? find(session) == null : dead.contains(session));
    }

    public void write(WireWriter out) {
        out.putLong(number)
                .putInt(backups)
                .putList(members, ViewMember::write)
                .putList(ended, WireWriter::putFixedLong)
                .putList(dead, WireWriter::putFixedLong)
                .putBoolean(quorum != null);
        if (quorum != null) {
            quorum.write(out);
        }
    }

    public static View read(WireReader in) {
        return new View(
                in.getLong(),
                in.getInt(),
                in.getList(ViewMember::read),
                in.getList(WireReader::getFixedLong),
                in.getList(WireReader::getFixedLong),
                in.getBoolean() ? Electors.read(in) : null);
    }
}
