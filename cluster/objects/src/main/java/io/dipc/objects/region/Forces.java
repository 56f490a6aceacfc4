package io.dipc.objects.region;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.region.RegionAnswer.Forced;
import io.dipc.objects.region.RegionAnswer.ToForce;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What members want in the file of the one that keeps the region's contents, which does one after the other; without such a
 * member each of them has to use its own file.
 */
final class Forces {
    private static final byte FORCE = 16;
    private static final byte KEEPER = 17;
    private static final byte[] ELSEWHERE = new Forced(false, null).toBytes();

    private record Force(CommandId id, long offset, long length) {}

    private final Map<Long, Force> forces = new LinkedHashMap<>();
    private long last;
    /** The keeper's command that waits for the next one, or null. */
    private CommandId keeper;

    /** The answer, or null if it comes later. */
    byte[] force(CommandId id, long offset, long length, long keeps, Effects effects) {
        if (keeps == 0 || keeps == id.session()) {
            return ELSEWHERE;
        }
        forces.put(++last, new Force(id, offset, length));
        if (keeper != null) {
            effects.complete(keeper, next());
            keeper = null;
        }
        return null;
    }

    /** What the keeper is to do next, or null if there is nothing yet. What it was told and has not done, it is told again. */
    byte[] next(CommandId id, long keeps) {
        if (keeps != id.session()) {
            return RegionAnswer.EMPTY;
        }
        if (forces.isEmpty()) {
            keeper = id;
            return null;
        }
        return next();
    }

    private byte[] next() {
        Map.Entry<Long, Force> first = forces.entrySet().iterator().next();
        return new ToForce(first.getKey(), first.getValue().offset, first.getValue().length).toBytes();
    }

    void done(long number, String failure, Effects effects) {
        Force force = forces.remove(number);
        if (force != null) {
            effects.complete(force.id, new Forced(true, failure).toBytes());
        }
    }

    /** Sessions are over. */
    void ended(Collection<Long> sessions) {
        forces.values().removeIf(force -> sessions.contains(force.id.session()));
        if (keeper != null && sessions.contains(keeper.session())) {
            keeper = null;
        }
    }

    /** Nobody keeps the contents any more. */
    void withoutKeeper(Effects effects) {
        if (keeper != null) {
            effects.complete(keeper, RegionAnswer.EMPTY);
            keeper = null;
        }
        List<Force> left = List.copyOf(forces.values());
        forces.clear();
        left.forEach(force -> effects.complete(force.id, ELSEWHERE));
    }

    boolean cancel(CommandId target, Effects effects) {
        boolean parked = forces.values().removeIf(force -> force.id.equals(target));
        if (target.equals(keeper)) {
            keeper = null;
            parked = true;
        }
        if (parked) {
            effects.cancelled(target);
        }
        return parked;
    }

    void waiting(List<ObjectInfo.Waiting> all) {
        forces.values().forEach(force -> all.add(new ObjectInfo.Waiting(force.id, "force")));
    }

    Stream<Consumer<WireWriter>> snapshot() {
        return Stream.concat(
                Stream.of(piece -> {
                    piece.putByte(KEEPER).putLong(last).putBoolean(keeper != null);
                    if (keeper != null) {
                        keeper.writeTo(piece);
                    }
                }),
                forces.entrySet().stream()
                        .map(one -> piece -> one.getValue()
                                .id
                                .writeTo(piece.putByte(FORCE).putLong(one.getKey()))
                                .putLong(one.getValue().offset)
                                .putLong(one.getValue().length)));
    }

    boolean restore(int tag, WireReader reader) {
        if (tag == KEEPER) {
            last = reader.getLong();
            keeper = reader.getBoolean() ? CommandId.readFrom(reader) : null;
        } else if (tag == FORCE) {
            forces.put(reader.getLong(), new Force(CommandId.readFrom(reader), reader.getLong(), reader.getLong()));
        } else {
            return false;
        }
        return true;
    }
}
