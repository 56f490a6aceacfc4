package io.dipc.engine.protocol;

import io.dipc.objects.Descriptor;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** What sessions ask of homes and of other members, and what they are answered. */
public sealed interface SessionMessage extends Message {

    /** A session to the home of a partition. */
    record Ask(long view, int partition, Request request) implements SessionMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.ASK).putLong(view).putInt(partition);
            request.write(out);
        }

        static Ask read(WireReader in) {
            return new Ask(Parts.getView(in), Parts.getPartition(in), Request.read(in));
        }
    }

    /**
     * The home to a session: the end of a command.
     *
     * @param bytes the answer, or what {@link Status} says
     */
    record Answer(long view, long incarnation, int slot, long sequence, Status status, byte[] bytes)
            implements SessionMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.ANSWER)
                    .putLong(view)
                    .putLong(incarnation)
                    .putInt(slot)
                    .putLong(sequence)
                    .putByte(status.ordinal())
                    .putBytes(bytes);
        }

        static Answer read(WireReader in) {
            return new Answer(
                    Parts.getView(in),
                    in.getLong(),
                    Parts.getSlot(in),
                    in.getLong(),
                    Parts.getStatus(in),
                    in.getBytes());
        }
    }

    /**
     * The home to a session: the end of a request that is not a command.
     *
     * @param reference the request's
     * @param bytes the answer, or what {@link Status} says
     */
    record Reply(long view, long reference, Status status, byte[] bytes) implements SessionMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.REPLY)
                    .putLong(view)
                    .putLong(reference)
                    .putByte(status.ordinal())
                    .putBytes(bytes);
        }

        static Reply read(WireReader in) {
            return new Reply(Parts.getView(in), in.getLong(), Parts.getStatus(in), in.getBytes());
        }
    }

    /** The home to a session: its object. */
    record Opened(long view, long reference, long incarnation, Descriptor descriptor, boolean created)
            implements SessionMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.OPENED).putLong(view).putLong(reference).putLong(incarnation);
            Parts.putDescriptor(out, descriptor);
            out.putBoolean(created);
        }

        static Opened read(WireReader in) {
            return new Opened(Parts.getView(in), in.getLong(), in.getLong(), Parts.getDescriptor(in), in.getBoolean());
        }
    }

    /** Anybody to a member: what do you know of the keys, the waiting threads and yourself? */
    record Inquire(long view, long reference) implements SessionMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.INQUIRE).putLong(view).putLong(reference);
        }

        static Inquire read(WireReader in) {
            return new Inquire(Parts.getView(in), in.getLong());
        }
    }
}
