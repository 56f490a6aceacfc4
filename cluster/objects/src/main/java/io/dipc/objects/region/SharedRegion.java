package io.dipc.objects.region;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.EndedSession;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What must survive any member of a shared region: who its members are, in views of its own, which pages were ever written,
 * and whether the first contents are in. The contents themselves are at the members, and go with the last one: whoever comes
 * then begins anew.
 */
public final class SharedRegion implements StateMachine {
    static final byte MAP = 1;

    private static final byte TOUCHED = 32;
    /** Pages in one part of a snapshot: at worst every other one is touched. */
    private static final int PAGES_PER_PART = 1 << 14;

    private static final byte[] DONE = {};

    private final RegionParameters parameters;
    private final RegionViews views;
    private final Filling filling = new Filling();
    private final Forces forces = new Forces();
    private final BitSet touched = new BitSet();

    public SharedRegion(RegionParameters parameters) {
        this.parameters = parameters;
        this.views = new RegionViews(parameters.stripes());
    }

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        WireReader reader = new WireReader(command);
        int operation = reader.getByte();
        return switch (operation) {
            case RegionCommand.ATTACH -> attach(id, reader, effects);
            case RegionCommand.WATCH -> views.watch(id, reader.getLong());
            case RegionCommand.TOUCH -> {
                BitSet pages = PageRuns.read(reader, parameters.pages());
                if (views.has(id.session())) {
                    touched.or(pages);
                }
                yield DONE;
            }
            case RegionCommand.TOUCHED ->
                PageRuns.write(touched, new WireWriter()).toBytes();
            case RegionCommand.FILL ->
                views.has(id.session()) ? filling.fill(id, reader.getBoolean()) : RegionAnswer.Fill.NO_MEMBER.toBytes();
            case RegionCommand.FILLED -> {
                filling.done(id.session(), effects);
                yield DONE;
            }
            case RegionCommand.LEAVING -> {
                views.leaving(id.session(), effects);
                yield DONE;
            }
            case RegionCommand.LEFT -> {
                views.left(id.session(), effects);
                filling.left(Set.of(id.session()), effects);
                forces.left(Set.of(id.session()), effects);
                settle(effects);
                yield DONE;
            }
            case RegionCommand.FORCE -> force(id, reader.getLong(), reader.getLong(), effects);
            case RegionCommand.NEXT_FORCE -> forces.next(id, filling.keeper());
            case RegionCommand.FORCED -> {
                long number = reader.getLong();
                String failure = reader.getString();
                forces.done(id.session(), number, failure.isEmpty() ? null : failure, filling.keeper(), effects);
                yield DONE;
            }
            case RegionCommand.REPORT -> {
                views.report(id.session(), MemberReport.readFrom(reader));
                yield DONE;
            }
            default ->
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of a region)");
        };
    }

    private byte[] attach(CommandId id, WireReader reader, Effects effects) {
        long size = reader.getLong();
        int pageSize = reader.getInt();
        RegionMember member =
                new RegionMember(id.session(), reader.getString(), reader.getInt(), reader.getString(), false);
        if (size > parameters.size() || pageSize != parameters.pageSize()) {
            throw new IllegalArgumentException("a buffer of " + size + " bytes with pages of " + pageSize
                    + " (expected: at most " + parameters.size() + " bytes, with pages of " + parameters.pageSize()
                    + ")");
        }
        if (!views.has(id.session())) {
            views.attach(member, effects);
        }
        return RegionAnswer.Attached.bytes(id.session(), views.current());
    }

    private byte[] force(CommandId id, long offset, long length, Effects effects) {
        if (offset < 0 || length < 0 || length > parameters.size() - offset) {
            throw new IllegalArgumentException(
                    length + " bytes from byte " + offset + " on (expected: a part of " + parameters.size() + ")");
        }
        return views.has(id.session()) ? forces.force(id, offset, length, filling.keeper(), effects) : Forces.OWN;
    }

    /** After members have gone. */
    private void settle(Effects effects) {
        if (views.isEmpty()) {
            touched.clear();
            filling.reset();
        }
        if (filling.keeper() == 0) {
            forces.withoutKeeper(effects);
        }
    }

    @Override
    public byte[] query(byte[] query) {
        int operation = new WireReader(query).getByte();
        if (operation != MAP) {
            throw new IllegalArgumentException("query " + operation + " (expected: the number of a query of a region)");
        }
        return new RegionMap(parameters.size(), parameters.pageSize(), views.map()).toBytes();
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        if (!views.cancel(target, effects) && !filling.cancel(target, effects)) {
            forces.cancel(target, effects);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        // no answer is anybody's to keep
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        // who asks again is told again
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        Set<Long> sessions = ended.stream().map(EndedSession::session).collect(Collectors.toSet());
        forces.ended(sessions);
        views.ended(sessions, effects);
        filling.ended(sessions, effects);
        settle(effects);
    }

    @Override
    public boolean initial() {
        return views.initial();
    }

    @Override
    public Iterator<byte[]> snapshot() {
        int parts = (touched.length() - 1) / PAGES_PER_PART + 1;
        return new SnapshotPieces(List.of(
                views.snapshot().iterator(),
                Stream.concat(filling.snapshot(), forces.snapshot()).iterator(),
                IntStream.range(0, parts)
                        .<Consumer<WireWriter>>mapToObj(part -> piece -> PageRuns.write(
                                touched,
                                part * PAGES_PER_PART,
                                (int) Math.min(parameters.pages(), (part + 1L) * PAGES_PER_PART),
                                piece.putByte(TOUCHED)))
                        .iterator()));
    }

    @Override
    public void restore(byte[] piece) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            if (tag == TOUCHED) {
                touched.or(PageRuns.read(reader, parameters.pages()));
            } else if (!views.restore(tag, reader) && !filling.restore(tag, reader) && !forces.restore(tag, reader)) {
                throw new IllegalArgumentException("part " + tag + " (expected: a part of a region)");
            }
        }
    }

    @Override
    public ObjectInfo info() {
        StringBuilder state = new StringBuilder()
                .append(parameters.size())
                .append(" bytes in ")
                .append(parameters.pages())
                .append(" pages, ")
                .append(touched.cardinality())
                .append(" written, ");
        views.describe(state);
        List<ObjectInfo.Waiting> waiting = new ArrayList<>();
        filling.waiting(waiting);
        forces.waiting(waiting);
        return new ObjectInfo(state.toString(), waiting, List.of());
    }
}
