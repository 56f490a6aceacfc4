package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages come in their order and once, whatever happens to connections. */
class OrderTest {
    private static final int MESSAGES = 6000;
    private static final int BREAKS = 60;

    /** The i-th message: small ones, pages, and cuts of up to 60 pages; the number tells what is in it. */
    private static Message message(int number, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> {
                List<CutPage> pages = new ArrayList<>();
                for (int i = random.nextInt(random.nextInt(10) == 0 ? 60 : 3); i > 0; i--) {
                    pages.add(new CutPage(i, number, page(random)));
                }
                yield new Message.Cut(number, random.nextBoolean(), 1, pages);
            }
            case 1 -> new Message.Left(number, random.nextBoolean(), number);
            case 2, 3, 4 -> new Message.Data(number, number, number, true, 1, 0, 0, page(random));
            default -> new Message.Confirm(number, number);
        };
    }

    private static byte[] page(Random random) {
        byte[] bytes = new byte[random.nextInt(4096)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<Message> messages(long seed) {
        Random random = new Random(seed);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(message(i, random));
        }
        return messages;
    }

    private static int number(Message message) {
        return message instanceof Message.OfPages ofPages
                ? ofPages.page()
                : message instanceof Message.Left left ? left.page() : (int) ((Message.Cut) message).number();
    }

    private static void assertArrive(Member at, List<Message> sent) throws InterruptedException {
        int lastPrompt = -1;
        int lastBulk = -1;
        for (int i = 0; i < sent.size(); i++) {
            Message message = at.take().message();
            int number = number(message);
            assertThat(Messages.text(message)).isEqualTo(Messages.text(sent.get(number)));
            if (message instanceof Message.OfCuts) {
                assertThat(number).isGreaterThan(lastBulk);
                for (int before = lastPrompt + 1; before < number; before++) {
                    assertThat(sent.get(before)).as("overtaken by %d", number).isInstanceOf(Message.OfCuts.class);
                }
                lastBulk = number;
            } else {
                assertThat(number).isGreaterThan(lastPrompt);
                lastPrompt = number;
            }
        }
        assertThat(at.received).isEmpty();
    }

    private static void run(Member one, Member other, long seed) throws InterruptedException {
        List<Message> there = messages(seed);
        List<Message> back = messages(~seed);
        for (int i = 0; i < MESSAGES; i++) {
            one.send(other, there.get(i));
            other.send(one, back.get(i));
        }
        assertArrive(other, there);
        assertArrive(one, back);
    }

    @Test
    void holdsOnOneConnection() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            Member.introduce(one, other);
            run(one, other, 1);
        }
    }

    @Test
    void whatNobodyWaitsForArrivesAlone() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2)) {
            Member.introduce(one, other);
            Member.assertConnected(one, other);
            for (Message message : List.of(new Message.Received(1, 1), new Message.Left(2, true, 3))) {
                one.send(other, message);
                assertThat(other.take().message()).isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhileConnectionsBreakAnywhere(long seed) throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2);
                BreakingProxy proxy = new BreakingProxy(other.transport.address(), BREAKS, 300_000, seed)) {
            one.transport.know(other.session, proxy.address());
            other.transport.know(one.session, one.transport.address());
            run(one, other, seed);
            assertThat(proxy.broken()).isGreaterThan(5);
        }
    }

    @Test
    void holdsWhereGreetingsAreCutOff() throws Exception {
        try (Member one = new Member(1);
                Member other = new Member(2);
                BreakingProxy proxy = new BreakingProxy(other.transport.address(), BREAKS, 100, 5)) {
            one.transport.know(other.session, proxy.address());
            other.transport.know(one.session, one.transport.address());
            Member.assertConnected(one, other);
        }
    }
}
