package io.dipc.engine.protocol;

import io.dipc.engine.protocol.Request.OfferAgain.ViewEnd;
import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import io.dipc.objects.EndedSession;
import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * One step of a partition, as the home decided it and the backups repeat it. Applying the same entries in the same order
 * gives equal replicas.
 */
public sealed interface Entry {

    /** Writes the entry, its type first. */
    void write(WireWriter out);

    /**
     * A new object. Its creator is attached.
     *
     * @param creator the session that created it
     * @param origin the session of the same JVM that asked first
     * @param reference number of the request in that JVM
     * @param contents a command to apply first, or null
     */
    record Create(
            String key,
            long incarnation,
            Descriptor descriptor,
            byte[] contents,
            long creator,
            long origin,
            long reference)
            implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(1).putString(key).putLong(incarnation);
            Parts.putDescriptor(out, descriptor);
            out.putBytes(contents).putFixedLong(creator).putFixedLong(origin).putLong(reference);
        }
    }

    /** A session joins an object. */
    record Attach(long incarnation, long session) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(2).putLong(incarnation).putFixedLong(session);
        }
    }

    /**
     * A session's command.
     *
     * @param repeats as in {@link Request.Command}
     */
    record Apply(long incarnation, CommandId id, byte[] command, boolean repeats) implements Entry {
        @Override
        public void write(WireWriter out) {
            Entry.putId(out, repeats ? 12 : 3, incarnation, id).putBytes(command);
        }
    }

    /** A parked command is given up. */
    record Cancel(long incarnation, CommandId target) implements Entry {
        @Override
        public void write(WireWriter out) {
            Entry.putId(out, 4, incarnation, target);
        }
    }

    /** An answer has arrived. */
    record Accept(long incarnation, CommandId target) implements Entry {
        @Override
        public void write(WireWriter out) {
            Entry.putId(out, 5, incarnation, target);
        }
    }

    /** What a command gave out goes back. */
    record Decline(long incarnation, CommandId target) implements Entry {
        @Override
        public void write(WireWriter out) {
            Entry.putId(out, 6, incarnation, target);
        }
    }

    /**
     * Sessions are over.
     *
     * @param now the home's clock, in milliseconds since 1970
     */
    record EndSessions(List<EndedSession> ended, long now) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(7).putList(ended, EndSessions::write).putLong(now);
        }

        private static void write(WireWriter out, EndedSession e) {
            out.putFixedLong(e.session())
                    .putBoolean(e.orderly())
                    .putBoolean(e.departed())
                    .putBoolean(e.dead());
        }

        private static EndSessions read(WireReader in) {
            return new EndSessions(
                    in.getList(one ->
                            new EndedSession(one.getFixedLong(), one.getBoolean(), one.getBoolean(), one.getBoolean())),
                    in.getLong());
        }
    }

    /**
     * A key is removed.
     *
     * @param session who asked for it
     * @param reference number of the request
     * @param now the home's clock, in milliseconds since 1970
     */
    record Remove(long incarnation, long session, long reference, long now) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(8)
                    .putLong(incarnation)
                    .putFixedLong(session)
                    .putLong(reference)
                    .putLong(now);
        }
    }

    /**
     * What is remembered of ended sessions and removed keys for longer than allowed is forgotten.
     *
     * @param before everything that ended before this moment, in milliseconds since 1970
     */
    record Forget(long before) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(9).putLong(before);
        }
    }

    /**
     * An object for which time passes is told the time.
     *
     * @param now cluster time, in nanoseconds since 1970
     */
    record Time(long incarnation, long now) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(10).putLong(incarnation).putLong(now);
        }
    }

    /** A session leaves an object. */
    record Detach(long incarnation, long session) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(11).putLong(incarnation).putFixedLong(session);
        }
    }

    /**
     * It is known, or assumed, what became of what a session that is over was given.
     *
     * @param accepted what its threads have got; the rest goes back
     */
    record Settle(long incarnation, long session, Accepted accepted) implements Entry {
        @Override
        public void write(WireWriter out) {
            accepted.write(out.putByte(13).putLong(incarnation).putFixedLong(session));
        }
    }

    /**
     * The home begins to execute requests in a view; only where two halves of the cluster may go on beside each other.
     *
     * @param unheard the views since the one before in which the copy was complete, but nothing was heard of their homes
     * @param members the sessions that are in that view and not over
     * @param lost whether somebody of the views before may go on elsewhere
     */
    record Begin(long view, List<Long> unheard, List<Long> members, boolean lost) implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(14)
                    .putLong(view)
                    .putList(unheard, WireWriter::putLong)
                    .putList(members, WireWriter::putFixedLong)
                    .putBoolean(lost);
        }

        private static Begin read(WireReader in) {
            return new Begin(
                    in.getLong(),
                    in.getList(WireReader::getLong),
                    in.getList(WireReader::getFixedLong),
                    in.getBoolean());
        }
    }

    /**
     * Elements that were put in another half of the cluster are put here.
     *
     * @param incarnation the object that gets them
     * @param former the object there
     * @param known for views of that half, the ids there of which nothing needs to be offered any more
     * @param now in milliseconds since 1970
     * @param used ids that those who go on with the object may have seen there
     */
    record OfferAgain(long incarnation, long former, List<ViewEnd> known, long now, IdRange used, List<byte[]> elements)
            implements Entry {
        @Override
        public void write(WireWriter out) {
            out.putByte(15).putLong(incarnation).putLong(former).putLong(now);
            used.writeTo(out).putList(known, ViewEnd::write).putList(elements, WireWriter::putBytes);
        }

        private static OfferAgain read(WireReader in) {
            long incarnation = in.getLong();
            long former = in.getLong();
            long now = in.getLong();
            IdRange used = IdRange.readFrom(in);
            return new OfferAgain(
                    incarnation, former, in.getList(ViewEnd::read), now, used, in.getList(WireReader::getBytes));
        }
    }

    /** Reads one entry. */
    static Entry read(WireReader in) {
        int type = in.getByte();
        return switch (type) {
            case 1 ->
                new Create(
                        in.getString(),
                        in.getLong(),
                        Parts.getDescriptor(in),
                        in.getBytes(),
                        in.getFixedLong(),
                        in.getFixedLong(),
                        in.getLong());
            case 2 -> new Attach(in.getLong(), in.getFixedLong());
            case 3 -> new Apply(in.getLong(), CommandId.readFrom(in), in.getBytes(), false);
            case 4 -> new Cancel(in.getLong(), CommandId.readFrom(in));
            case 5 -> new Accept(in.getLong(), CommandId.readFrom(in));
            case 6 -> new Decline(in.getLong(), CommandId.readFrom(in));
            case 7 -> EndSessions.read(in);
            case 8 -> new Remove(in.getLong(), in.getFixedLong(), in.getLong(), in.getLong());
            case 9 -> new Forget(in.getLong());
            case 10 -> new Time(in.getLong(), in.getLong());
            case 11 -> new Detach(in.getLong(), in.getFixedLong());
            case 12 -> new Apply(in.getLong(), CommandId.readFrom(in), in.getBytes(), true);
            case 13 -> new Settle(in.getLong(), in.getFixedLong(), Accepted.read(in));
            case 14 -> Begin.read(in);
            case 15 -> OfferAgain.read(in);
            default -> throw new IllegalArgumentException("unknown entry type: " + type);
        };
    }

    private static WireWriter putId(WireWriter out, int type, long incarnation, CommandId id) {
        return id.writeTo(out.putByte(type).putLong(incarnation));
    }
}
