package io.dipc.memory.transport;

import static io.dipc.memory.transport.Wire.readBoolean;
import static io.dipc.memory.transport.Wire.readEnum;
import static io.dipc.memory.transport.Wire.readInt;
import static io.dipc.memory.transport.Wire.readLong;
import static io.dipc.memory.transport.Wire.write;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Messages as bytes. The bytes of pages stand apart, behind all else, so that they are copied once: from the page into the
 * buffer that is written to the socket, and from the buffer that was read into a page of their own.
 */
final class MessageCodec {
    /** How many bytes a page of a cut, and a holding, take at most beside the page's own bytes. */
    static final int LARGEST_ITEM = 40;

    private static final Access[] ACCESSES = Access.values();
    private static final Message.Grant.Contents[] CONTENTS = Message.Grant.Contents.values();
    private static final Holding.State[] STATES = Holding.State.values();

    private MessageCodec() {}

    /** All but the bytes of pages. */
    static void encode(Message message, ByteBuf out) {
        Tag tag = Tag.of(message);
        write(out, tag);
        if (message instanceof Message.OfPages ofPages) {
            write(out, ofPages.page());
        }
        switch (tag) {
            case SETTLED, HAND_BACK, PARTING, PARTED, ADOPT, LOST, DECLINED -> {}
            case REQUEST -> write(out, ((Message.Request) message).access());
            case FETCH_AHEAD -> encode((Message.FetchAhead) message, out);
            case CONFIRM -> write(out, ((Message.Confirm) message).transaction());
            case REPORT -> encode((Message.Report) message, out);
            case ANSWER -> encode((Message.Answer) message, out);
            case FORWARD -> encode((Message.Forward) message, out);
            case INVALIDATE -> encode((Message.Invalidate) message, out);
            case GRANT -> encode((Message.Grant) message, out);
            case DATA -> encode((Message.Data) message, out);
            case ACKNOWLEDGE -> write(out, ((Message.Acknowledge) message).transaction());
            case RECEIVED -> write(out, ((Message.Received) message).transaction());
            case QUESTION -> encode((Message.Question) message, out);
            case SETTLE -> encode((Message.Settle) message, out);
            case CUT -> encode((Message.Cut) message, out);
            case STORED -> write(out, ((Message.Stored) message).number());
            case LEFT -> encode((Message.Left) message, out);
            case FORWARD_RUN -> encode((Message.ForwardRun) message, out);
            case DATA_RUN -> encode((Message.DataRun) message, out);
            case SAW -> encode(((Message.Saw) message).cuts(), out);
        }
    }

    /**
     * The reverse.
     *
     * @param in exactly what was encoded
     * @param bytes how many bytes of pages follow; the message's pages have room for them, and are filled later
     * @param rooms for runs of pages
     */
    static Message decode(ByteBuf in, int bytes, Rooms rooms) throws MalformedException {
        int number = readInt(in, "kind of message", Tag.ALL.length - 1);
        Tag tag = Tag.ALL[number];
        if (bytes != 0 && tag != Tag.DATA && tag != Tag.CUT && tag != Tag.DATA_RUN) {
            throw new MalformedException(tag + " with " + bytes + " bytes (expected: none)");
        }
        int page = tag == Tag.CUT || tag == Tag.STORED || tag == Tag.LEFT || tag == Tag.SAW ? 0 : readPage(in);
        Message message = switch (tag) {
            case REQUEST -> new Message.Request(page, readEnum(in, ACCESSES));
            case FETCH_AHEAD -> new Message.FetchAhead(page, readEnum(in, ACCESSES), readCount(in));
            case CONFIRM -> new Message.Confirm(page, readLong(in));
            case REPORT -> new Message.Report(page, readHoldings(in));
            case ANSWER -> new Message.Answer(page, readLong(in), readBoolean(in));
            case SETTLED -> new Message.Settled(page);
            case HAND_BACK -> new Message.HandBack(page);
            case PARTING -> new Message.Parting(page);
            case PARTED -> new Message.Parted(page);
            case ADOPT -> new Message.Adopt(page);
            case FORWARD -> new Message.Forward(page, readLong(in), readLong(in), readBoolean(in), readCount(in));
            case INVALIDATE -> new Message.Invalidate(page, readLong(in), readLong(in));
            case GRANT -> new Message.Grant(page, readLong(in), readBoolean(in), readEnum(in, CONTENTS), readCount(in));
            case LOST -> new Message.Lost(page);
            case DECLINED -> new Message.Declined(page);
            case DATA ->
                new Message.Data(
                        page,
                        readLong(in),
                        readLong(in),
                        readBoolean(in),
                        readCount(in),
                        readLong(in),
                        readLong(in),
                        new byte[bytes]);
            case ACKNOWLEDGE -> new Message.Acknowledge(page, readLong(in));
            case RECEIVED -> new Message.Received(page, readLong(in));
            case QUESTION -> new Message.Question(page, readLong(in), readOwnedCuts(in));
            case SETTLE -> new Message.Settle(page, readLong(in), readLong(in));
            case CUT -> new Message.Cut(readLong(in), readBoolean(in), readLong(in), readCutPages(in, bytes));
            case STORED -> new Message.Stored(readLong(in));
            case LEFT -> new Message.Left(readPage(in), readBoolean(in), readLong(in));
            case FORWARD_RUN -> new Message.ForwardRun(page, readLongs(in, readRun(in, 1)), readLong(in));
            case DATA_RUN -> readDataRun(page, in, bytes, rooms);
            case SAW -> new Message.Saw(readOwnedCuts(in));
        };
        if (in.isReadable()) {
            throw new MalformedException(tag + " with " + in.readableBytes() + " bytes too many");
        }
        return message;
    }

    /** Visits the pages of a message in the order in which their bytes follow it: arrays, and how much of each belongs to it. */
    static void pages(Message message, ObjIntConsumer<byte[]> visitor) {
        if (message instanceof Message.Data data) {
            visitor.accept(data.bytes(), data.bytes().length);
        } else if (message instanceof Message.DataRun run) {
            visitor.accept(run.bytes(), run.length());
        } else if (message instanceof Message.Cut cut) {
            for (CutPage page : cut.pages()) {
                visitor.accept(page.bytes(), page.bytes().length);
            }
        }
    }

    /** How many bytes of pages are in a message. */
    static long bytes(Message message) {
        if (message instanceof Message.Data data) {
            return data.bytes().length;
        }
        if (message instanceof Message.DataRun run) {
            return run.length();
        }
        long sum = 0;
        if (message instanceof Message.Cut cut) {
            for (CutPage page : cut.pages()) {
                sum += page.bytes().length;
            }
        }
        return sum;
    }

    private static void encode(Message.FetchAhead ahead, ByteBuf out) {
        write(out, ahead.access());
        write(out, ahead.pages());
    }

    private static void encode(Message.Report report, ByteBuf out) {
        write(out, report.holdings().size());
        for (Holding holding : report.holdings()) {
            write(out, holding.page());
            write(out, holding.version());
            write(out, holding.state());
            write(out, holding.sentTo());
            write(out, holding.transaction());
        }
    }

    private static void encode(Message.Answer answer, ByteBuf out) {
        write(out, answer.transaction());
        write(out, answer.had());
    }

    private static void encode(Message.Forward forward, ByteBuf out) {
        write(out, forward.transaction());
        write(out, forward.requester());
        write(out, forward.exclusive());
        write(out, forward.acknowledgements());
    }

    private static void encode(Message.Invalidate invalidate, ByteBuf out) {
        write(out, invalidate.transaction());
        write(out, invalidate.requester());
    }

    private static void encode(Message.Grant grant, ByteBuf out) {
        write(out, grant.transaction());
        write(out, grant.exclusive());
        write(out, grant.contents());
        write(out, grant.acknowledgements());
    }

    private static void encode(Message.Data data, ByteBuf out) {
        write(out, data.transaction());
        write(out, data.version());
        write(out, data.exclusive());
        write(out, data.acknowledgements());
        write(out, data.cut());
        write(out, data.owner());
    }

    private static void encode(Message.Question question, ByteBuf out) {
        write(out, question.transaction());
        encode(question.cuts(), out);
    }

    private static void encode(Message.Settle settle, ByteBuf out) {
        write(out, settle.revived());
        write(out, settle.owner());
    }

    private static void encode(List<OwnedCut> cuts, ByteBuf out) {
        write(out, cuts.size());
        for (OwnedCut cut : cuts) {
            write(out, cut.owner());
            write(out, cut.number());
        }
    }

    private static void encode(Message.Cut cut, ByteBuf out) {
        write(out, cut.number());
        write(out, cut.full());
        write(out, cut.view());
        write(out, cut.pages().size());
        for (CutPage page : cut.pages()) {
            write(out, page.page());
            write(out, page.version());
            write(out, page.bytes().length);
        }
    }

    private static void encode(Message.Left left, ByteBuf out) {
        write(out, left.page());
        write(out, left.gone());
        write(out, left.cut());
    }

    private static void encode(Message.ForwardRun run, ByteBuf out) {
        write(out, run.transactions().length);
        writeAll(out, run.transactions());
        write(out, run.requester());
    }

    private static void encode(Message.DataRun run, ByteBuf out) {
        write(out, run.pages());
        write(out, run.pageSize());
        writeAll(out, run.transactions());
        writeAll(out, run.versions());
        writeAll(out, run.cuts());
    }

    private static void writeAll(ByteBuf out, long[] values) {
        for (long value : values) {
            write(out, value);
        }
    }

    private static int readPage(ByteBuf in) throws MalformedException {
        return readInt(in, "page", Integer.MAX_VALUE);
    }

    private static int readCount(ByteBuf in) throws MalformedException {
        return readInt(in, "count", Integer.MAX_VALUE);
    }

    /** A number of items of which each takes at least a number of bytes. */
    private static int readItems(ByteBuf in, int bytes) throws MalformedException {
        return readInt(in, "items", in.readableBytes() / bytes);
    }

    /** A number of pages, at least one, for which so many bytes follow each. */
    private static int readRun(ByteBuf in, int bytes) throws MalformedException {
        int pages = readItems(in, bytes);
        if (pages == 0) {
            throw new MalformedException("a run of no pages");
        }
        return pages;
    }

    private static long[] readLongs(ByteBuf in, int count) throws MalformedException {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = readLong(in);
        }
        return values;
    }

    private static Message.DataRun readDataRun(int page, ByteBuf in, int bytes, Rooms rooms) throws MalformedException {
        int pages = readRun(in, 3);
        int pageSize = readInt(in, "size of a page", bytes);
        if (pageSize == 0 || (long) pages * pageSize != bytes) {
            throw new MalformedException(bytes + " bytes for " + pages + " pages of " + pageSize);
        }
        long[] transactions = readLongs(in, pages);
        long[] versions = readLongs(in, pages);
        return new Message.DataRun(page, pageSize, transactions, versions, readLongs(in, pages), rooms.take(bytes));
    }

    private static List<Holding> readHoldings(ByteBuf in) throws MalformedException {
        int count = readItems(in, 5);
        List<Holding> holdings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            holdings.add(new Holding(readPage(in), readLong(in), readEnum(in, STATES), readLong(in), readLong(in)));
        }
        return holdings;
    }

    private static List<OwnedCut> readOwnedCuts(ByteBuf in) throws MalformedException {
        int count = readItems(in, 2);
        List<OwnedCut> cuts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            cuts.add(new OwnedCut(readLong(in), readLong(in)));
        }
        return cuts;
    }

    private static List<CutPage> readCutPages(ByteBuf in, int bytes) throws MalformedException {
        int count = readItems(in, 3);
        List<CutPage> pages = new ArrayList<>(count);
        int rest = bytes;
        for (int i = 0; i < count; i++) {
            int page = readPage(in);
            long version = readLong(in);
            int length = readInt(in, "length of a page", rest);
            rest -= length;
            pages.add(new CutPage(page, version, new byte[length]));
        }
        if (rest != 0) {
            throw new MalformedException(rest + " bytes behind the last page");
        }
        return pages;
    }
}
