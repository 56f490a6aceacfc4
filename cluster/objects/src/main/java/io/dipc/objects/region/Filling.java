package io.dipc.objects.region;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.region.RegionAnswer.Fill;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whose turn it is to put the first contents in. If that member goes before it is done, it is the next one's. */
final class Filling {
    private static final byte STATE = 8;
    private static final byte WAITING = 9;

    private final Map<CommandId, Boolean> waiting = new LinkedHashMap<>();
    private boolean filled;
    private long filler;
    /** The session in whose file the contents are kept, or 0. */
    private long keeper;

    long keeper() {
        return keeper;
    }

    /** Nothing is in, and nobody has a turn. */
    void reset() {
        filled = false;
        filler = 0;
        keeper = 0;
    }

    byte[] fill(CommandId id, boolean keeps) {
        if (filled) {
            return Fill.FILLED.toBytes();
        }
        if (filler != 0 && filler != id.session()) {
            waiting.put(id, keeps);
            return null;
        }
        begin(id, keeps);
        return Fill.YOURS.toBytes();
    }

    private void begin(CommandId id, boolean keeps) {
        filler = id.session();
        keeper = keeps ? filler : 0;
    }

    void done(long session, Effects effects) {
        if (session == filler && !filled) {
            filled = true;
            filler = 0;
            List<CommandId> told = List.copyOf(waiting.keySet());
            waiting.clear();
            told.forEach(id -> effects.complete(id, Fill.FILLED.toBytes()));
        }
    }

    /** Sessions have left; what they wait for is answered. */
    void left(Collection<Long> sessions, Effects effects) {
        waiting.keySet().stream()
                .filter(id -> sessions.contains(id.session()))
                .toList()
                .forEach(id -> {
                    waiting.remove(id);
                    effects.complete(id, Fill.NO_MEMBER.toBytes());
                });
        gone(sessions, effects);
    }

    /** Sessions are over. */
    void ended(Collection<Long> sessions, Effects effects) {
        waiting.keySet().removeIf(id -> sessions.contains(id.session()));
        gone(sessions, effects);
    }

    private void gone(Collection<Long> sessions, Effects effects) {
        if (sessions.contains(keeper)) {
            keeper = 0;
        }
        if (sessions.contains(filler)) {
            filler = 0;
            waiting.entrySet().stream().findFirst().ifPresent(next -> {
                waiting.remove(next.getKey());
                begin(next.getKey(), next.getValue());
                effects.complete(next.getKey(), Fill.YOURS.toBytes());
            });
        }
    }

    boolean cancel(CommandId target, Effects effects) {
        boolean parked = waiting.remove(target) != null;
        if (parked) {
            effects.cancelled(target);
        }
        return parked;
    }

    void waiting(List<ObjectInfo.Waiting> all) {
        waiting.keySet().forEach(id -> all.add(new ObjectInfo.Waiting(id, "wait for the first contents")));
    }

    Stream<Consumer<WireWriter>> snapshot() {
        return Stream.concat(
                Stream.of(piece -> piece.putByte(STATE)
                        .putBoolean(filled)
                        .putFixedLong(filler)
                        .putFixedLong(keeper)),
                waiting.entrySet().stream()
                        .map(one -> piece ->
                                one.getKey().writeTo(piece.putByte(WAITING)).putBoolean(one.getValue())));
    }

    boolean restore(int tag, WireReader reader) {
        if (tag == STATE) {
            filled = reader.getBoolean();
            filler = reader.getFixedLong();
            keeper = reader.getFixedLong();
        } else if (tag == WAITING) {
            waiting.put(CommandId.readFrom(reader), reader.getBoolean());
        } else {
            return false;
        }
        return true;
    }
}
