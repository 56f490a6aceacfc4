package io.dipc.engine.protocol;

import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import io.dipc.objects.ElementStateMachine.Offered;
import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/** What a session asks of the home of a partition. Requests of one session arrive in order. */
public sealed interface Request {

    /** Writes the request, its type first. */
    void write(WireWriter out);

    /**
     * Create the object under a key or join it.
     *
     * @param reference number of the request in its JVM
     * @param origin the session that asked first; another one of the same JVM may repeat it
     * @param contents a command to apply first if the object is created, or null
     */
    record Open(long reference, long origin, String key, Descriptor descriptor, byte[] contents) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(1).putLong(reference).putFixedLong(origin).putString(key);
            Parts.putDescriptor(out, descriptor);
            out.putBytes(contents);
        }
    }

    /**
     * Apply a command, unless that was done. It also accepts what the slot's command before it gave out.
     *
     * @param repeats whether what it gives out goes back in any case if the session ends before it is accepted, also if the
     *     caller may have got it
     */
    record Command(long incarnation, int slot, long sequence, byte[] bytes, boolean repeats) implements Request {
        @Override
        public void write(WireWriter out) {
            Request.putId(out, repeats ? 12 : 2, incarnation, slot, sequence).putBytes(bytes);
        }
    }

    /** Give up a command if it is parked. */
    record Cancel(long incarnation, int slot, long sequence) implements Request {
        @Override
        public void write(WireWriter out) {
            Request.putId(out, 3, incarnation, slot, sequence);
        }
    }

    /** The answer of a command has arrived, and so has what it gave out. */
    record Accept(long incarnation, int slot, long sequence) implements Request {
        @Override
        public void write(WireWriter out) {
            Request.putId(out, 4, incarnation, slot, sequence);
        }
    }

    /** What a command gave out is to go back. Answered like a command. */
    record Decline(long incarnation, int slot, long sequence) implements Request {
        @Override
        public void write(WireWriter out) {
            Request.putId(out, 5, incarnation, slot, sequence);
        }
    }

    /** Answer a question. */
    record Query(long reference, long incarnation, byte[] bytes) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(6).putLong(reference).putLong(incarnation).putBytes(bytes);
        }
    }

    /**
     * Remove a key and all that it holds.
     *
     * @param origin as in {@link Open}
     */
    record Remove(long reference, long origin, String key) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(7).putLong(reference).putFixedLong(origin).putString(key);
        }
    }

    /**
     * Join an object that an earlier session of this JVM had joined.
     *
     * @param key its key; an object of another key is another one, that a second half of the cluster made
     * @param former the session that had joined it last
     * @param accepted what its threads have got; whatever else it was given goes back
     */
    record Attach(long reference, long incarnation, String key, long former, Accepted accepted) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(8)
                    .putLong(reference)
                    .putLong(incarnation)
                    .putString(key)
                    .putFixedLong(former);
            accepted.write(out);
        }
    }

    /**
     * How did this command of an earlier session end?
     *
     * @param view the newest view of which that session knew that the home was active in it, or 0
     */
    record Outcome(long reference, long incarnation, long view, CommandId id) implements Request {
        @Override
        public void write(WireWriter out) {
            id.writeTo(out.putByte(9).putLong(reference).putLong(incarnation).putLong(view));
        }
    }

    /**
     * Leave an object that a session does not use any more; no command is in progress, and all answers have arrived.
     *
     * @param session this one, or an earlier one of this JVM
     */
    record Detach(long reference, long incarnation, long session) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(10).putLong(reference).putLong(incarnation).putFixedLong(session);
        }
    }

    /** Answer when everything that the session asked before is committed. */
    record Sync(long reference) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(11).putLong(reference);
        }
    }

    /**
     * Which views had your copy and mine, from before I was excluded, in common? The answer is the newest such view and the
     * number of its last entry in your copy, or 0 and 0.
     *
     * @param views those of mine, the newest first
     */
    record Compare(long reference, List<Long> views) implements Request {
        @Override
        public void write(WireWriter out) {
            out.putByte(13).putLong(reference).putList(views, WireWriter::putLong);
        }
    }

    /**
     * Put elements that were put into an object in another half of the cluster, unless that was done. Without elements it
     * asks which there are to be. The answer is the range of ids of which nothing needs to be offered any more, how many
     * elements were put by this request, and the object that has got them, with its parameters and creator.
     *
     * @param incarnation the object of that half
     * @param common the newest view that both halves had, or 0
     * @param branch the views of that half in which ids were used, the newest first, and the common one if the object was in it
     * @param ahead whether the copy there had entries of the common view that the copy here did not have
     * @param before the ids that were used before the common view
     * @param elements in the order of {@link io.dipc.objects.ElementStateMachine#beyond}
     */
    record OfferAgain(
            long reference,
            String key,
            Descriptor descriptor,
            long incarnation,
            long common,
            List<ViewEnd> branch,
            boolean ahead,
            IdRange before,
            List<Offered> elements)
            implements Request {

        /** The ids that an object had used at the end of a view. */
        public record ViewEnd(long view, IdRange ids) {
            static void write(WireWriter out, ViewEnd end) {
                end.ids().writeTo(out.putLong(end.view()));
            }

            static ViewEnd read(WireReader in) {
                return new ViewEnd(in.getLong(), IdRange.readFrom(in));
            }
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(14).putLong(reference).putString(key);
            Parts.putDescriptor(out, descriptor);
            out.putLong(incarnation)
                    .putLong(common)
                    .putList(branch, ViewEnd::write)
                    .putBoolean(ahead);
            before.writeTo(out)
                    .putList(elements, (one, e) -> one.putLong(e.id()).putBytes(e.bytes()));
        }

        private static OfferAgain read(WireReader in) {
            return new OfferAgain(
                    in.getLong(),
                    in.getString(),
                    Parts.getDescriptor(in),
                    in.getLong(),
                    in.getLong(),
                    in.getList(ViewEnd::read),
                    in.getBoolean(),
                    IdRange.readFrom(in),
                    in.getList(one -> new Offered(one.getLong(), Parts.getContent(one))));
        }
    }

    /** Reads one request. */
    static Request read(WireReader in) {
        int type = in.getByte();
        return switch (type) {
            case 1 -> new Open(in.getLong(), in.getFixedLong(), in.getString(), Parts.getDescriptor(in), in.getBytes());
            case 2, 12 -> new Command(in.getLong(), Parts.getSlot(in), in.getLong(), Parts.getContent(in), type == 12);
            case 3 -> new Cancel(in.getLong(), Parts.getSlot(in), in.getLong());
            case 4 -> new Accept(in.getLong(), Parts.getSlot(in), in.getLong());
            case 5 -> new Decline(in.getLong(), Parts.getSlot(in), in.getLong());
            case 6 -> new Query(in.getLong(), in.getLong(), Parts.getContent(in));
            case 7 -> new Remove(in.getLong(), in.getFixedLong(), in.getString());
            case 8 -> new Attach(in.getLong(), in.getLong(), in.getString(), in.getFixedLong(), Accepted.read(in));
            case 9 -> new Outcome(in.getLong(), in.getLong(), in.getLong(), CommandId.readFrom(in));
            case 10 -> new Detach(in.getLong(), in.getLong(), in.getFixedLong());
            case 11 -> new Sync(in.getLong());
            case 13 -> new Compare(in.getLong(), in.getList(WireReader::getLong));
            case 14 -> OfferAgain.read(in);
            default -> throw new IllegalArgumentException("unknown request type: " + type);
        };
    }

    private static WireWriter putId(WireWriter out, int type, long incarnation, int slot, long sequence) {
        return out.putByte(type).putLong(incarnation).putInt(slot).putLong(sequence);
    }
}
