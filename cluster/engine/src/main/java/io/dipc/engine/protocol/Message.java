package io.dipc.engine.protocol;

import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * What one member says to another. Messages between two members arrive in order, each once, as long as both live. All
 * but those that make views name the view that their sender was in; a receiver in a newer view ignores them, one in an
 * older view keeps them until it is in theirs.
 */
public sealed interface Message {

    /** The number of the sender's view, or 0 for messages that are valid in all views. */
    long view();

    /** Writes the message, its type first. */
    void write(WireWriter out);

    /** Which is the newest view that you know? */
    record ViewQuery() implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.VIEW_QUERY);
        }
    }

    /**
     * The newest view known.
     *
     * @param newest it, or null
     */
    record ViewAnswer(View newest) implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.VIEW_ANSWER).putBoolean(newest != null);
            if (newest != null) {
                newest.write(out);
            }
        }
    }

    /** This is the view now. */
    record ViewDecided(View decided) implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.VIEW_DECIDED);
            decided.write(out);
        }
    }

    /** My session is over; I stay until I have handed over what I hold. */
    record Goodbye(boolean orderly) implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.GOODBYE).putBoolean(orderly);
        }
    }

    /**
     * What I have and know of the partitions whose home you are in this view. Sent to every member, even if empty.
     *
     * @param holdings copies
     * @param former copies of my session before this one, which was excluded
     * @param completed what I know of the partitions, whether I have copies or not
     */
    record Report(long view, List<Holding> holdings, List<Holding> former, List<Completed> completed)
            implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.REPORT)
                    .putLong(view)
                    .putList(holdings, Holding::write)
                    .putList(former, Holding::write)
                    .putList(completed, Completed::write);
        }
    }

    /** Send me your copy of this partition. */
    record Fetch(long view, int partition) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.FETCH).putLong(view).putInt(partition);
        }
    }

    /**
     * A piece of a copy.
     *
     * @param number from 0
     * @param last whether no other follows; the last one is empty
     */
    record Piece(long view, Holding copy, int number, boolean last, byte[] bytes) implements Message {
        @Override
        public void write(WireWriter out) {
            Holding.write(out.putByte(Type.PIECE).putLong(view), copy);
            out.putInt(number).putBoolean(last).putBytes(bytes);
        }
    }

    /** I have that piece. */
    record PieceReceived(long view, int partition, int number, boolean last) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.PIECE_RECEIVED)
                    .putLong(view)
                    .putInt(partition)
                    .putInt(number)
                    .putBoolean(last);
        }
    }

    /** Home and backups of this partition have equal, complete copies; all other copies are void. */
    record Activate(long view, int partition) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ACTIVATE).putLong(view).putInt(partition);
        }
    }

    /** I know, and have dropped my copy of this partition if I am neither home nor backup. */
    record Activated(long view, int partition) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ACTIVATED).putLong(view).putInt(partition);
        }
    }

    /** Home to backup: the next entry of a partition. */
    record Replicate(long view, int partition, long index, Entry entry) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.REPLICATE).putLong(view).putInt(partition).putLong(index);
            entry.write(out);
        }
    }

    /** A backup to the home, and to whom the home named: all entries up to this one are applied here. */
    record Replicated(long view, int partition, long index) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.REPLICATED).putLong(view).putInt(partition).putLong(index);
        }
    }

    /** Home to backup: tell these sessions how far you are; they wait for it. */
    record Confirm(long view, int partition, List<Long> sessions) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.CONFIRM).putLong(view).putInt(partition).putList(sessions, WireWriter::putFixedLong);
        }
    }

    /**
     * The home to a session: a message that must not be heard before all backups have confirmed an entry. It travels
     * while they do.
     *
     * @param index the entry
     * @param message an {@link Answer}, {@link Reply} or {@link Opened}
     */
    record Early(long view, int partition, long index, Message message) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.EARLY).putLong(view).putInt(partition).putLong(index);
            message.write(out);
        }
    }

    /**
     * Home to the only backup: when you have the entry, pass this on to a session, which would else need a message from
     * each of us.
     */
    record Forward(long session, Early early) implements Message {
        @Override
        public long view() {
            return early.view();
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.FORWARD).putFixedLong(session);
            early.write(out);
        }
    }

    /** A session to the home of a partition. */
    record Ask(long view, int partition, Request request) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ASK).putLong(view).putInt(partition);
            request.write(out);
        }
    }

    /**
     * The home to a session: the end of a command.
     *
     * @param bytes the answer, or what {@link Status} says
     */
    record Answer(long view, long incarnation, int slot, long sequence, Status status, byte[] bytes)
            implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ANSWER)
                    .putLong(view)
                    .putLong(incarnation)
                    .putInt(slot)
                    .putLong(sequence)
                    .putByte(status.ordinal())
                    .putBytes(bytes);
        }
    }

    /**
     * The home to a session: the end of a request that is not a command.
     *
     * @param reference the request's
     * @param bytes the answer, or what {@link Status} says
     */
    record Reply(long view, long reference, Status status, byte[] bytes) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.REPLY)
                    .putLong(view)
                    .putLong(reference)
                    .putByte(status.ordinal())
                    .putBytes(bytes);
        }
    }

    /** The home to a session: its object. */
    record Opened(long view, long reference, long incarnation, Descriptor descriptor, boolean created)
            implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.OPENED).putLong(view).putLong(reference).putLong(incarnation);
            Type.putDescriptor(out, descriptor);
            out.putBoolean(created);
        }
    }

    /** Anybody to a member: what do you know of the keys, the waiting threads and yourself? */
    record Inquire(long view, long reference) implements Message {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.INQUIRE).putLong(view).putLong(reference);
        }
    }

    /** About views decided by majority; see there how it travels. */
    record OfViews(ViewMessage content) implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(Type.OF_VIEWS);
            content.write(out);
        }
    }

    /** Reads one message. */
    static Message read(WireReader in) {
        int type = in.getByte();
        return switch (type) {
            case Type.VIEW_QUERY -> new ViewQuery();
            case Type.VIEW_ANSWER -> new ViewAnswer(in.getBoolean() ? View.read(in) : null);
            case Type.VIEW_DECIDED -> new ViewDecided(View.read(in));
            case Type.GOODBYE -> new Goodbye(in.getBoolean());
            case Type.REPORT ->
                new Report(
                        Type.getView(in),
                        in.getList(Holding::read),
                        in.getList(Holding::read),
                        in.getList(Completed::read));
            case Type.FETCH -> new Fetch(Type.getView(in), Type.getPartition(in));
            case Type.PIECE ->
                new Piece(Type.getView(in), Holding.read(in), in.getInt(), in.getBoolean(), in.getBytes());
            case Type.PIECE_RECEIVED ->
                new PieceReceived(Type.getView(in), Type.getPartition(in), in.getInt(), in.getBoolean());
            case Type.ACTIVATE -> new Activate(Type.getView(in), Type.getPartition(in));
            case Type.ACTIVATED -> new Activated(Type.getView(in), Type.getPartition(in));
            case Type.REPLICATE -> new Replicate(Type.getView(in), Type.getPartition(in), in.getLong(), Entry.read(in));
            case Type.REPLICATED -> new Replicated(Type.getView(in), Type.getPartition(in), in.getLong());
            case Type.CONFIRM ->
                new Confirm(Type.getView(in), Type.getPartition(in), in.getList(WireReader::getFixedLong));
            case Type.EARLY -> Type.getEarlyContent(in);
            case Type.FORWARD -> new Forward(in.getFixedLong(), Type.getEarly(in));
            case Type.ASK -> new Ask(Type.getView(in), Type.getPartition(in), Request.read(in));
            case Type.ANSWER ->
                new Answer(
                        Type.getView(in),
                        in.getLong(),
                        Type.getSlot(in),
                        in.getLong(),
                        Type.getStatus(in),
                        in.getBytes());
            case Type.REPLY -> new Reply(Type.getView(in), in.getLong(), Type.getStatus(in), in.getBytes());
            case Type.OPENED ->
                new Opened(Type.getView(in), in.getLong(), in.getLong(), Type.getDescriptor(in), in.getBoolean());
            case Type.INQUIRE -> new Inquire(Type.getView(in), in.getLong());
            case Type.OF_VIEWS -> new OfViews(ViewMessage.read(in));
            default -> throw new IllegalArgumentException("unknown message type: " + type);
        };
    }

    /** The first byte of each message, and what several of them have in common. */
    final class Type {
        static final int VIEW_QUERY = 1;
        static final int VIEW_ANSWER = 2;
        static final int VIEW_DECIDED = 3;
        static final int GOODBYE = 4;
        static final int REPORT = 5;
        static final int FETCH = 6;
        static final int PIECE = 7;
        static final int PIECE_RECEIVED = 8;
        static final int ACTIVATE = 9;
        static final int ACTIVATED = 10;
        static final int REPLICATE = 11;
        static final int REPLICATED = 12;
        static final int ASK = 13;
        static final int ANSWER = 14;
        static final int REPLY = 15;
        static final int OPENED = 16;
        static final int INQUIRE = 17;
        static final int CONFIRM = 18;
        static final int EARLY = 19;
        static final int OF_VIEWS = 20;
        static final int FORWARD = 21;

        private static final Status[] STATUSES = Status.values();
        private static final Kind[] KINDS = Kind.values();

        private Type() {}

        /** The number of a view; these messages are never without one. */
        static long getView(WireReader in) {
            long view = in.getLong();
            if (view <= 0) {
                throw new IllegalArgumentException("view number: " + view + " (expected: more than 0)");
            }
            return view;
        }

        static int getPartition(WireReader in) {
            int partition = in.getInt();
            if (partition < 0 || partition >= Placement.PARTITIONS) {
                throw new IllegalArgumentException(
                        "partition: " + partition + " (expected: 0 to " + (Placement.PARTITIONS - 1) + ")");
            }
            return partition;
        }

        static int getSlot(WireReader in) {
            int slot = in.getInt();
            if (slot < 0) {
                throw new IllegalArgumentException("slot: " + slot + " (expected: 0 or more)");
            }
            return slot;
        }

        /** A message that is not itself early. */
        static Message getFromHome(WireReader in) {
            Message message = read(in);
            if (message instanceof Early || message instanceof Forward) {
                throw new IllegalArgumentException("an early message in an early message");
            }
            return message;
        }

        static Early getEarly(WireReader in) {
            int type = in.getByte();
            if (type != EARLY) {
                throw new IllegalArgumentException("message type to forward: " + type + " (expected: " + EARLY + ")");
            }
            return getEarlyContent(in);
        }

        static Early getEarlyContent(WireReader in) {
            return new Early(getView(in), getPartition(in), in.getLong(), getFromHome(in));
        }

        /** Bytes that are never null. */
        static byte[] getContent(WireReader in) {
            byte[] bytes = in.getBytes();
            if (bytes == null) {
                throw new IllegalArgumentException("bytes are missing before the last " + in.remaining());
            }
            return bytes;
        }

        static Status getStatus(WireReader in) {
            return in.getOneOf(STATUSES);
        }

        static void putDescriptor(WireWriter out, Descriptor descriptor) {
            out.putByte(descriptor.kind().ordinal())
                    .putBytes(descriptor.parameters())
                    .putString(descriptor.creator());
        }

        static Descriptor getDescriptor(WireReader in) {
            return new Descriptor(in.getOneOf(KINDS), in.getBytes(), in.getString());
        }
    }
}
