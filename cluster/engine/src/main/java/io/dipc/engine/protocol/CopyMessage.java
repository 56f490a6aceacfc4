package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/** After a change of view: who has which copies of partitions, and how home and backups get theirs. */
public sealed interface CopyMessage extends Message {

    /**
     * What I have and know of the partitions whose home you are in this view. Sent to every member, even if empty.
     *
     * @param holdings copies
     * @param former copies of my session before this one, which was excluded
     * @param completed what I know of the partitions, whether I have copies or not
     */
    record Report(long view, List<Holding> holdings, List<Holding> former, List<Completed> completed)
            implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.REPORT)
                    .putLong(view)
                    .putList(holdings, Holding::write)
                    .putList(former, Holding::write)
                    .putList(completed, Completed::write);
        }

        static Report read(WireReader in) {
            return new Report(
                    Parts.getView(in),
                    in.getList(Holding::read),
                    in.getList(Holding::read),
                    in.getList(Completed::read));
        }
    }

    /** Send me your copy of this partition. */
    record Fetch(long view, int partition) implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.FETCH).putLong(view).putInt(partition);
        }

        static Fetch read(WireReader in) {
            return new Fetch(Parts.getView(in), Parts.getPartition(in));
        }
    }

    /**
     * A piece of a copy.
     *
     * @param number from 0
     * @param last whether no other follows; the last one is empty
     */
    record Piece(long view, Holding copy, int number, boolean last, byte[] bytes) implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            Holding.write(out.putByte(MessageType.PIECE).putLong(view), copy);
            out.putInt(number).putBoolean(last).putBytes(bytes);
        }

        static Piece read(WireReader in) {
            return new Piece(Parts.getView(in), Holding.read(in), in.getInt(), in.getBoolean(), in.getBytes());
        }
    }

    /** I have that piece. */
    record PieceReceived(long view, int partition, int number, boolean last) implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.PIECE_RECEIVED)
                    .putLong(view)
                    .putInt(partition)
                    .putInt(number)
                    .putBoolean(last);
        }

        static PieceReceived read(WireReader in) {
            return new PieceReceived(Parts.getView(in), Parts.getPartition(in), in.getInt(), in.getBoolean());
        }
    }

    /** Home and backups of this partition have equal, complete copies; all other copies are void. */
    record Activate(long view, int partition) implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.ACTIVATE).putLong(view).putInt(partition);
        }

        static Activate read(WireReader in) {
            return new Activate(Parts.getView(in), Parts.getPartition(in));
        }
    }

    /** I know, and have dropped my copy of this partition if I am neither home nor backup. */
    record Activated(long view, int partition) implements CopyMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.ACTIVATED).putLong(view).putInt(partition);
        }

        static Activated read(WireReader in) {
            return new Activated(Parts.getView(in), Parts.getPartition(in));
        }
    }
}
