package io.dipc.objects.directory;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.EndedSession;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.StateMachine;
import io.dipc.objects.codec.SnapshotPieces;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of names. A name is in it as long as a command that registers it is parked, so that nothing has to be cleared up
 * after a crash: what a session has registered goes with the session.
 *
 * <p>Between calls: whoever watches has seen the current version.
 */
public final class SharedDirectory implements StateMachine {
    private static final byte VERSION = 1;
    private static final byte REGISTRATION = 2;
    private static final byte WATCH = 3;

    private final Map<CommandId, Registration> registrations = new LinkedHashMap<>();
    private final Map<CommandId, Long> watches = new LinkedHashMap<>();
    private long version;

    private record Registration(String name, byte[] details) {}

    @Override
    public byte[] apply(CommandId id, byte[] command, Effects effects) {
        WireReader reader = new WireReader(command);
        int operation = reader.getByte();
        switch (operation) {
            case DirectoryCommand.REGISTER:
                Registration added = new Registration(reader.getString(), reader.getBytes());
                registrations.put(id, added);
                // also where the name is there: it may be for something else now, whose predecessor is about to go
                changed(effects);
                return null;
            case DirectoryCommand.WATCH:
                long known = reader.getLong();
                if (known != version) {
                    return listing().toBytes();
                }
                watches.put(id, known);
                return null;
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of a directory)");
        }
    }

    @Override
    public byte[] query(byte[] query) {
        throw new IllegalArgumentException("a query (expected: a command; a directory answers no queries)");
    }

    @Override
    public void cancel(CommandId target, Effects effects) {
        if (watches.remove(target) != null) {
            effects.cancelled(target);
        } else if (registrations.containsKey(target)) {
            effects.cancelled(target);
            remove(target::equals, effects);
        }
    }

    @Override
    public void accept(CommandId id, Effects effects) {
        // a listing is nobody's to keep
    }

    @Override
    public void decline(CommandId id, Effects effects) {
        // the next watch gets it again
    }

    @Override
    public void sessionsEnded(List<EndedSession> ended, Effects effects) {
        Set<Long> sessions = ended.stream().map(EndedSession::session).collect(Collectors.toSet());
        watches.keySet().removeIf(id -> sessions.contains(id.session()));
        remove(id -> sessions.contains(id.session()), effects);
    }

    @Override
    public boolean initial() {
        return registrations.isEmpty() && watches.isEmpty();
    }

    @Override
    public Iterator<byte[]> snapshot() {
        return new SnapshotPieces(List.of(
                Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(VERSION).putLong(version))
                        .iterator(),
                registrations.entrySet().stream()
                        .<Consumer<WireWriter>>map(one -> piece -> one.getKey()
                                .writeTo(piece.putByte(REGISTRATION))
                                .putString(one.getValue().name)
                                .putBytes(one.getValue().details))
                        .iterator(),
                watches.entrySet().stream()
                        .<Consumer<WireWriter>>map(one -> piece ->
                                one.getKey().writeTo(piece.putByte(WATCH)).putLong(one.getValue()))
                        .iterator()));
    }

    @Override
    public void restore(byte[] piece) {
        WireReader reader = new WireReader(piece);
        while (reader.remaining() > 0) {
            int tag = reader.getByte();
            switch (tag) {
                case VERSION -> version = reader.getLong();
                case REGISTRATION ->
                    registrations.put(
                            CommandId.readFrom(reader), new Registration(reader.getString(), reader.getBytes()));
                case WATCH -> watches.put(CommandId.readFrom(reader), reader.getLong());
                default -> throw new IllegalArgumentException("part " + tag + " (expected: a part of a directory)");
            }
        }
    }

    @Override
    public ObjectInfo info() {
        List<ObjectInfo.Waiting> waiting = new ArrayList<>();
        registrations.forEach((id, one) -> waiting.add(new ObjectInfo.Waiting(id, "register " + one.name)));
        watches.keySet().forEach(id -> waiting.add(new ObjectInfo.Waiting(id, "watch")));
        return new ObjectInfo(listing().names().size() + " names", waiting, List.of());
    }

    private void remove(Predicate<CommandId> which, Effects effects) {
        Set<String> before = Set.copyOf(listing().names().keySet());
        registrations.keySet().removeIf(which);
        if (!listing().names().keySet().equals(before)) {
            changed(effects);
        }
    }

    private void changed(Effects effects) {
        version++;
        List<CommandId> watching = List.copyOf(watches.keySet());
        watches.clear();
        byte[] listing = listing().toBytes();
        watching.forEach(id -> effects.complete(id, listing));
    }

    private DirectoryListing listing() {
        Map<String, byte[]> names = new TreeMap<>();
        registrations.values().forEach(one -> names.putIfAbsent(one.name, one.details));
        return new DirectoryListing(version, names);
    }
}
