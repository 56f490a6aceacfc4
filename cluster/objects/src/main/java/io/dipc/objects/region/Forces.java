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
 * member each of them has to use its own file, one after the other, too: it may be the same file, and what one of them has
 * read must not come there behind what another one has forced since.
 */
final class Forces {
    private static final byte FORCE = 16;
    private static final byte KEEPER = 17;
    /** Nobody waits until the session has used its own file. */
    static final byte[] OWN = new Forced(false, null, 0).toBytes();

    private record Force(CommandId id, long offset, long length) {}

    private final Map<Long, Force> forces = new LinkedHashMap<>();
    private long last;
    /** The keeper's command that waits for the next one, or null. */
    private CommandId keeper;
    /** The force whose session uses its own file now, or 0. */
    private long turn;
    /** That session. */
    private long holder;

    /** The answer, or null if it comes later. */
    byte[] force(CommandId id, long offset, long length, long keeps, Effects effects) {
        if (keeps == id.session()) {
            return OWN;
        }
        last++;
        if (keeps == 0 && turn == 0) {
            return begin(last, id.session());
        }
        forces.put(last, new Force(id, offset, length));
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

    private byte[] begin(long number, long session) {
        turn = number;
        holder = session;
        return new Forced(false, null, number).toBytes();
    }

    /** A session has done what it was told; the keeper's, or the one whose turn it is. */
    void done(long session, long number, String failure, long keeps, Effects effects) {
        if (number == turn && session == holder) {
            turn = 0;
            next(effects);
        } else if (session == keeps) {
            Force force = forces.remove(number);
            if (force != null) {
                effects.complete(force.id, new Forced(true, failure, 0).toBytes());
            }
        }
    }

    private void next(Effects effects) {
        if (turn == 0 && !forces.isEmpty()) {
            long number = forces.keySet().iterator().next();
            CommandId id = forces.remove(number).id;
            effects.complete(id, begin(number, id.session()));
        }
    }

    /** Sessions have left; what they wait for is answered, and fails there. */
    void left(Collection<Long> sessions, Effects effects) {
        forces.values().stream()
                .map(Force::id)
                .filter(id -> sessions.contains(id.session()))
                .toList()
                .forEach(id -> effects.complete(id, OWN));
        ended(sessions);
    }

    /** Sessions are over. */
    void ended(Collection<Long> sessions) {
        forces.values().removeIf(force -> sessions.contains(force.id.session()));
        if (sessions.contains(holder)) {
            turn = 0;
        }
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
        next(effects);
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
                    piece.putByte(KEEPER)
                            .putLong(last)
                            .putLong(turn)
                            .putFixedLong(holder)
                            .putBoolean(keeper != null);
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
            turn = reader.getLong();
            holder = reader.getFixedLong();
            keeper = reader.getBoolean() ? CommandId.readFrom(reader) : null;
        } else if (tag == FORCE) {
            forces.put(reader.getLong(), new Force(CommandId.readFrom(reader), reader.getLong(), reader.getLong()));
        } else {
            return false;
        }
        return true;
    }
}
