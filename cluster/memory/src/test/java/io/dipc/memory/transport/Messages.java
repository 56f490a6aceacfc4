package io.dipc.memory.transport;

import io.dipc.memory.message.Access;
import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.OwnedCut;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages of every kind with arbitrary contents, and how they are compared. */
final class Messages {

    private Messages() {}

    static Message random(Tag tag, Random random) {
        int page = count(random);
        return switch (tag) {
            case REQUEST -> new Message.Request(page, pick(Access.values(), random));
            case FETCH_AHEAD -> new Message.FetchAhead(page, pick(Access.values(), random), count(random));
            case CONFIRM -> new Message.Confirm(page, number(random));
            case REPORT -> new Message.Report(page, holdings(random));
            case ANSWER -> new Message.Answer(page, number(random), random.nextBoolean());
            case SETTLED -> new Message.Settled(page);
            case HAND_BACK -> new Message.HandBack(page);
            case PARTING -> new Message.Parting(page);
            case PARTED -> new Message.Parted(page);
            case ADOPT -> new Message.Adopt(page);
            case FORWARD ->
                new Message.Forward(page, number(random), number(random), random.nextBoolean(), count(random));
            case INVALIDATE -> new Message.Invalidate(page, number(random), number(random));
            case GRANT ->
                new Message.Grant(
                        page,
                        number(random),
                        random.nextBoolean(),
                        pick(Message.Grant.Contents.values(), random),
                        count(random));
            case LOST -> new Message.Lost(page);
            case DECLINED -> new Message.Declined(page);
            case DATA ->
                new Message.Data(
                        page,
                        number(random),
                        number(random),
                        random.nextBoolean(),
                        count(random),
                        number(random),
                        number(random),
                        bytes(random, 9000));
            case ACKNOWLEDGE -> new Message.Acknowledge(page, number(random));
            case RECEIVED -> new Message.Received(page, number(random));
            case QUESTION -> new Message.Question(page, number(random), ownedCuts(random));
            case SETTLE ->
                new Message.Settle(page, random.nextBoolean() ? Message.Settle.NONE : number(random), number(random));
            case CUT -> new Message.Cut(number(random), random.nextBoolean(), number(random), cutPages(random));
            case STORED -> new Message.Stored(number(random));
            case LEFT -> new Message.Left(page, random.nextBoolean(), number(random));
            case FORWARD_RUN -> new Message.ForwardRun(page, numbers(1 + random.nextInt(32), random), number(random));
            case DATA_RUN -> dataRun(page, random);
            case SAW -> new Message.Saw(ownedCuts(random));
        };
    }

    /** With room behind the last page. */
    private static Message dataRun(int page, Random random) {
        int pages = 1 + random.nextInt(32);
        int pageSize = 1 + random.nextInt(300);
        byte[] bytes = new byte[pages * pageSize + random.nextInt(10)];
        random.nextBytes(bytes);
        return new Message.DataRun(
                page, pageSize, numbers(pages, random), numbers(pages, random), numbers(pages, random), bytes);
    }

    private static long[] numbers(int count, Random random) {
        return random.longs(count).map(value -> value >>> random.nextInt(64)).toArray();
    }

    private static List<Holding> holdings(Random random) {
        List<Holding> holdings = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            holdings.add(new Holding(
                    count(random),
                    number(random),
                    pick(Holding.State.values(), random),
                    number(random),
                    number(random)));
        }
        return holdings;
    }

    private static List<OwnedCut> ownedCuts(Random random) {
        List<OwnedCut> cuts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            cuts.add(new OwnedCut(number(random), number(random)));
        }
        return cuts;
    }

    private static List<CutPage> cutPages(Random random) {
        List<CutPage> pages = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            pages.add(new CutPage(count(random), number(random), bytes(random, 5000)));
        }
        return pages;
    }

    static byte[] bytes(Random random, int bound) {
        byte[] bytes = new byte[random.nextInt(bound)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static <E> E pick(E[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static int count(Random random) {
        return random.nextInt() >>> 1 + random.nextInt(31);
    }

    private static long number(Random random) {
        return random.nextLong() >>> random.nextInt(64);
    }

    /** A message as text: equal for equal messages, whatever the identity of their arrays. */
    static String text(Message message) {
        ByteBuf out = Unpooled.buffer();
        MessageCodec.encode(message, out);
        MessageCodec.pages(message, (bytes, length) -> out.writeBytes(bytes, 0, length));
        return message.getClass().getSimpleName() + io.netty.buffer.ByteBufUtil.hexDump(out);
    }
}
