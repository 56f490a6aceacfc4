package io.dipc.objects.region;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The sequence of a region's views. Each member is told all of them, one after the other, from the one on in which it came:
 * who leaves out a view might miss that somebody has come and gone, with pages.
 *
 * <p>Between calls: whoever watches knows the current view.
 */
final class RegionViews {
    private static final byte CURRENT = 1;
    private static final byte MEMBER = 2;
    private static final byte VIEW = 3;
    private static final byte WATCH = 4;

    /** A member and the last view that it is known to have. */
    private static final class Member {
        private RegionMember details;
        private long known;
        private MemberReport report = MemberReport.NONE;

        Member(RegionMember details, long known) {
            this.details = details;
            this.known = known;
        }
    }

    private final int stripes;
    private final Map<Long, Member> members = new LinkedHashMap<>();
    private final TreeMap<Long, byte[]> untold = new TreeMap<>();
    private final Map<CommandId, Long> watches = new LinkedHashMap<>();
    private final ArrayDeque<RegionMember> lost = new ArrayDeque<>();
    /** Of the current view, or of the last one if there are no members now. */
    private long number;
    /** Null without members. */
    private RegionView current;

    RegionViews(int stripes) {
        this.stripes = stripes;
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    boolean has(long session) {
        return members.containsKey(session);
    }

    /** Whether nobody waits and there are no members. */
    boolean initial() {
        return members.isEmpty() && watches.isEmpty();
    }

    /** The current view; there are members. */
    byte[] current() {
        return current.toBytes();
    }

    void attach(RegionMember member, Effects effects) {
        members.put(member.session(), new Member(member, number + 1));
        change(false, effects);
    }

    /** The answer, or null if there is none yet. */
    byte[] watch(CommandId id, long known) {
        Member member = members.get(id.session());
        if (member == null) {
            return RegionAnswer.EMPTY;
        }
        if (known < member.known || known > number) {
            throw new IllegalArgumentException(
                    "view: " + known + " (expected: " + member.known + " to " + number + ")");
        }
        member.known = known;
        forgetWhatAllKnow();
        if (known < number) {
            return untold.get(known + 1);
        }
        watches.put(id, known);
        return null;
    }

    void leaving(long session, Effects effects) {
        Member member = members.get(session);
        if (member != null && !member.details.leaving()) {
            member.details = member.details.leaves();
            change(false, effects);
        }
    }

    /** A member is gone; if it did not say that it leaves it has handed over nothing, and may come again. */
    void left(long session, Effects effects) {
        Member member = members.get(session);
        if (member != null && !member.details.leaving()) {
            remember(member.details.withoutSession());
        }
        remove(Set.of(session), effects);
    }

    private void remember(RegionMember gone) {
        lost.add(gone);
        if (lost.size() > RegionView.LOST_REMEMBERED) {
            lost.remove();
        }
    }

    private void remove(Collection<Long> sessions, Effects effects) {
        if (members.keySet().removeAll(sessions)) {
            change(true, effects);
        }
    }

    /** Sessions are over, with whatever they had. */
    void ended(Collection<Long> sessions, Effects effects) {
        watches.keySet().removeIf(id -> sessions.contains(id.session()));
        sessions.stream()
                .map(members::get)
                .filter(member -> member != null)
                .forEach(member -> remember(member.details));
        remove(sessions, effects);
    }

    boolean cancel(CommandId target, Effects effects) {
        boolean parked = watches.remove(target) != null;
        if (parked) {
            effects.cancelled(target);
        }
        return parked;
    }

    void report(long session, MemberReport report) {
        Member member = members.get(session);
        if (member != null) {
            member.report = report;
        }
    }

    private void change(boolean rebuildAll, Effects effects) {
        number++;
        byte[] bytes = RegionAnswer.EMPTY;
        if (members.isEmpty()) {
            current = null;
            lost.clear();
        } else {
            List<RegionMember> now =
                    members.values().stream().map(member -> member.details).toList();
            long[] sessions = RegionView.sessions(now);
            long[] hosts = RegionView.hosts(now);
            StripeView next = current == null
                    ? StripeView.first(number, sessions, hosts, stripes)
                    : current.stripes().next(number, sessions, hosts, rebuildAll);
            current = new RegionView(next, now, List.copyOf(lost));
            bytes = current.toBytes();
            untold.put(number, bytes);
        }
        forgetWhatAllKnow();
        List<CommandId> watching = List.copyOf(watches.keySet());
        watches.clear();
        for (CommandId id : watching) {
            effects.complete(id, has(id.session()) ? bytes : RegionAnswer.EMPTY);
        }
    }

    private void forgetWhatAllKnow() {
        long known = members.values().stream()
                .mapToLong(member -> member.known)
                .min()
                .orElse(number);
        untold.headMap(known, true).clear();
    }

    List<RegionMap.Member> map() {
        return members.values().stream()
                .map(member -> new RegionMap.Member(member.details.name(), member.report.cells()))
                .toList();
    }

    void describe(StringBuilder text) {
        text.append(members.values().stream()
                        .mapToInt(member -> member.report.lost())
                        .sum())
                .append(" lost; ")
                .append(members.size())
                .append(members.size() == 1 ? " member" : " members");
        members.values()
                .forEach(member -> text.append("; ")
                        .append(member.details.name())
                        .append(": ")
                        .append(member.report.shared())
                        .append(" pages shared, ")
                        .append(member.report.exclusive())
                        .append(" exclusive, ")
                        .append(member.report.faults())
                        .append(" faults, ")
                        .append(member.report.bytes())
                        .append(" bytes moved"));
    }

    Stream<Consumer<WireWriter>> snapshot() {
        Consumer<WireWriter> head = piece -> piece.putByte(CURRENT)
                .putLong(number)
                .putBytes(current == null ? null : current.toBytes())
                .putList(lost, (one, member) -> member.writeTo(one));
        Stream<Consumer<WireWriter>> parts = Stream.of(head);
        parts = Stream.concat(parts, members.values().stream().map(member -> piece -> {
            member.details.writeTo(piece.putByte(MEMBER));
            member.report.writeTo(piece.putLong(member.known));
        }));
        parts = Stream.concat(
                parts,
                untold.entrySet().stream()
                        .map(one -> piece ->
                                piece.putByte(VIEW).putLong(one.getKey()).putBytes(one.getValue())));
        return Stream.concat(
                parts,
                watches.entrySet().stream()
                        .map(one -> piece ->
                                one.getKey().writeTo(piece.putByte(WATCH)).putLong(one.getValue())));
    }

    /** Takes the part of a snapshot that begins with a tag. */
    boolean restore(int tag, WireReader reader) {
        switch (tag) {
            case CURRENT -> {
                number = reader.getLong();
                byte[] bytes = reader.getBytes();
                current = bytes == null ? null : RegionView.of(bytes);
                lost.addAll(reader.getList(RegionMember::readFrom));
            }
            case MEMBER -> {
                RegionMember details = RegionMember.readFrom(reader);
                Member member = new Member(details, reader.getLong());
                member.report = MemberReport.readFrom(reader);
                members.put(details.session(), member);
            }
            case VIEW -> untold.put(reader.getLong(), reader.getBytes());
            case WATCH -> watches.put(CommandId.readFrom(reader), reader.getLong());
            default -> {
                return false;
            }
        }
        return true;
    }
}
