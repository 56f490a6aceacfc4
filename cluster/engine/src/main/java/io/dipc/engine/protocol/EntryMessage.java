package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/** How entries get from the home of a partition to its backups, and what must not be heard before they are there. */
public sealed interface EntryMessage extends Message {

    /** Home to backup: the next entry of a partition. */
    record Replicate(long view, int partition, long index, Entry entry) implements EntryMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.REPLICATE).putLong(view).putInt(partition).putLong(index);
            entry.write(out);
        }

        static Replicate read(WireReader in) {
            return new Replicate(Parts.getView(in), Parts.getPartition(in), in.getLong(), Entry.read(in));
        }
    }

    /** A backup to the home, and to whom the home named: all entries up to this one are applied here. */
    record Replicated(long view, int partition, long index) implements EntryMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.REPLICATED).putLong(view).putInt(partition).putLong(index);
        }

        static Replicated read(WireReader in) {
            return new Replicated(Parts.getView(in), Parts.getPartition(in), in.getLong());
        }
    }

    /** Home to backup: tell these sessions how far you are; they wait for it. */
    record Confirm(long view, int partition, List<Long> sessions) implements EntryMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.CONFIRM)
                    .putLong(view)
                    .putInt(partition)
                    .putList(sessions, WireWriter::putFixedLong);
        }

        static Confirm read(WireReader in) {
            return new Confirm(Parts.getView(in), Parts.getPartition(in), in.getList(WireReader::getFixedLong));
        }
    }

    /**
     * The home to a session: a message that must not be heard before all backups have confirmed an entry. It travels
     * while they do.
     *
     * @param index the entry
     * @param message a {@link SessionMessage.Answer}, {@link SessionMessage.Reply} or {@link SessionMessage.Opened}
     */
    record Early(long view, int partition, long index, Message message) implements EntryMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.EARLY).putLong(view).putInt(partition).putLong(index);
            message.write(out);
        }

        static Early read(WireReader in) {
            return new Early(Parts.getView(in), Parts.getPartition(in), in.getLong(), readMessage(in));
        }

        /** One that is not itself early. */
        private static Message readMessage(WireReader in) {
            Message message = Message.read(in);
            if (message instanceof Early || message instanceof Forward) {
                throw new IllegalArgumentException("an early message in an early message");
            }
            return message;
        }
    }

    /**
     * Home to the only backup: when you have the entry, pass this on to a session, which would else need a message from
     * each of us.
     */
    record Forward(long session, Early early) implements EntryMessage {
        @Override
        public long view() {
            return early.view();
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.FORWARD).putFixedLong(session);
            early.write(out);
        }

        static Forward read(WireReader in) {
            long session = in.getFixedLong();
            int type = in.getByte();
            if (type != MessageType.EARLY) {
                throw new IllegalArgumentException(
                        "message type to forward: " + type + " (expected: " + MessageType.EARLY + ")");
            }
            return new Forward(session, Early.read(in));
        }
    }
}
