package io.dipc.memory.transport;

import io.dipc.memory.message.Message;
import io.netty.buffer.ByteBuf;

/**
 * What travels behind the {@link Hello}: the length of the head and that of the bytes of pages, in four bytes each; the
 * head, of which the first byte says what it is; the bytes of pages. Messages are counted, and not numbered: they come in
 * their order, and a new connection begins with what the hellos say has not been received.
 */
final class Frame {
    /** The two lengths. */
    static final int LENGTHS = 8;

    static final int LARGEST_HEAD = 64 << 10;

    /** A message: flags, region, view, and what {@link MessageCodec} makes of it. */
    static final int MESSAGE = 1;

    /** How many messages have been received. */
    static final int RECEIVED = 2;

    /** Asks for {@link #RECEIVED}. */
    static final int ASK = 3;

    private static final int MORE = 1;
    static final int SMALLEST = 256;

    private Frame() {}

    /** How many bytes a message takes at most, with the frame around it. */
    static int bound(Item item) {
        Message message = item.message();
        return SMALLEST + items(message) * MessageCodec.LARGEST_ITEM + item.bytes();
    }

    private static int items(Message message) {
        if (message instanceof Message.Report report) {
            return report.holdings().size();
        }
        if (message instanceof Message.Cut cut) {
            return cut.pages().size();
        }
        if (message instanceof Message.DataRun run) {
            return run.pages();
        }
        return message instanceof Message.ForwardRun run ? run.transactions().length : 0;
    }

    static void write(Item item, ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0).writeInt(item.bytes());
        out.writeByte(MESSAGE).writeByte(item.more() ? MORE : 0);
        Wire.write(out, item.region());
        Wire.write(out, item.view());
        MessageCodec.encode(item.message(), out);
        out.setInt(start, out.writerIndex() - start - LENGTHS);
        MessageCodec.pages(item.message(), (bytes, length) -> out.writeBytes(bytes, 0, length));
    }

    static void writeReceived(long received, ByteBuf out) {
        out.writeInt(1 + Long.BYTES).writeInt(0).writeByte(RECEIVED).writeLong(received);
    }

    static void writeAsk(ByteBuf out) {
        out.writeInt(1).writeInt(0).writeByte(ASK);
    }

    /** The message of a head whose first byte has been read. Its pages are still empty. */
    static Item read(ByteBuf head, int bytes, Rooms rooms) throws MalformedException {
        boolean more = Wire.readBoolean(head);
        long region = Wire.readLong(head);
        long view = Wire.readLong(head);
        return new Item(region, view, MessageCodec.decode(head, bytes, rooms), more, bytes);
    }

    static void check(int head, int bytes) throws MalformedException {
        if (head < 1 || head > LARGEST_HEAD) {
            throw new MalformedException(
                    "a head of " + Integer.toUnsignedString(head) + " bytes (expected: 1 to " + LARGEST_HEAD + ")");
        }
        if (bytes < 0 || bytes > Transport.LARGEST_PAGE) {
            throw new MalformedException("pages of " + Integer.toUnsignedString(bytes) + " bytes (expected: at most "
                    + Transport.LARGEST_PAGE + ")");
        }
    }
}
