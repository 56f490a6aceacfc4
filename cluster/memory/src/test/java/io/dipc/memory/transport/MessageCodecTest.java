package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message survives its way over the wire, and nothing else becomes a message. */
class MessageCodecTest {
    private static final int ROUNDS = 2000;

    private static Message decode(ByteBuf head, byte[] bytes) throws MalformedException {
        Message message = MessageCodec.decode(head, bytes.length, new Rooms());
        ByteBuf rest = Unpooled.wrappedBuffer(bytes);
        MessageCodec.pages(message, (room, length) -> rest.readBytes(room, 0, length));
        assertThat(rest.isReadable()).isFalse();
        return message;
    }

    private static byte[] pages(Message message) {
        ByteBuf out = Unpooled.buffer();
        MessageCodec.pages(message, (bytes, length) -> out.writeBytes(bytes, 0, length));
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private static ByteBuf head(Message message) {
        ByteBuf out = Unpooled.buffer();
        MessageCodec.encode(message, out);
        return out;
    }

    /** Records whose arrays are compared by what is in them. */
    private static Object comparable(Message message) {
        if (message instanceof Message.Data data) {
            return List.of(
                    new Message.Data(
                            data.page(),
                            data.transaction(),
                            data.version(),
                            data.exclusive(),
                            data.acknowledgements(),
                            data.cut(),
                            data.owner(),
                            null),
                    Unpooled.wrappedBuffer(data.bytes()));
        }
        if (message instanceof Message.ForwardRun run) {
            return List.of(run.page(), run.requester(), Arrays.toString(run.transactions()));
        }
        if (message instanceof Message.DataRun run) {
            return List.of(
                    run.page(),
                    run.pageSize(),
                    Arrays.toString(run.transactions()),
                    Arrays.toString(run.versions()),
                    Arrays.toString(run.cuts()),
                    Unpooled.wrappedBuffer(run.bytes(), 0, run.length()));
        }
        if (message instanceof Message.Cut cut) {
            return List.of(
                    new Message.Cut(cut.number(), cut.full(), cut.view(), List.of()),
                    cut.pages().stream()
                            .map(page -> List.of(page.page(), page.version(), Unpooled.wrappedBuffer(page.bytes())))
                            .toList());
        }
        return message;
    }

    @Test
    void everyKindOfMessageHasATag() {
        Set<Class<?>> known = new HashSet<>();
        Random random = new Random(1);
        for (Tag tag : Tag.ALL) {
            Message message = Messages.random(tag, random);
            assertThat(Tag.of(message)).isEqualTo(tag);
            known.add(message.getClass());
        }
        assertThat(known).isEqualTo(leaves(Message.class));
    }

    private static Set<Class<?>> leaves(Class<?> type) {
        if (!type.isSealed()) {
            return Set.of(type);
        }
        Set<Class<?>> leaves = new HashSet<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            leaves.addAll(leaves(permitted));
        }
        return leaves;
    }

    @ParameterizedTest
    @EnumSource
    void comesOutAsItWentIn(Tag tag) throws MalformedException {
        Random random = new Random(tag.ordinal());
        for (int i = 0; i < ROUNDS; i++) {
            Message message = Messages.random(tag, random);
            assertThat(comparable(decode(head(message), pages(message)))).isEqualTo(comparable(message));
            assertThat(MessageCodec.bytes(message)).isEqualTo(pages(message).length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fitsIntoWhatIsReservedForIt(Tag tag) {
        Random random = new Random(tag.ordinal());
        for (int i = 0; i < ROUNDS; i++) {
            Message message = Messages.random(tag, random);
            Item item = new Item(random.nextLong(), random.nextLong(), message, true, pages(message).length);
            ByteBuf out = Unpooled.buffer();
            Frame.write(item, out);
            assertThat(out.readableBytes()).isLessThanOrEqualTo(Frame.bound(item));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedIfAnythingIsMissingOrTooMuch(Tag tag) {
        Random random = new Random(tag.ordinal());
        Rooms rooms = new Rooms();
        for (int i = 0; i < 50; i++) {
            Message message = Messages.random(tag, random);
            int bytes = pages(message).length;
            ByteBuf head = head(message);
            for (int length = 0; length < head.readableBytes(); length++) {
                ByteBuf truncated = head.copy(0, length);
                assertThatThrownBy(() -> MessageCodec.decode(truncated, bytes, rooms))
                        .isInstanceOf(MalformedException.class);
            }
            assertThatThrownBy(() -> MessageCodec.decode(head.copy().writeByte(0), bytes, rooms))
                    .isInstanceOf(MalformedException.class);
            if (tag != Tag.DATA) {
                assertThatThrownBy(() -> MessageCodec.decode(head.copy(), bytes + 1, rooms))
                        .isInstanceOf(MalformedException.class);
            }
        }
    }

    @Test
    void arbitraryBytesAreRefusedOrAreAMessage() {
        Random random = new Random(7);
        Rooms rooms = new Rooms();
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = Messages.bytes(random, 60);
            if (bytes.length > 0) {
                bytes[0] = (byte) random.nextInt(Tag.ALL.length + 1);
            }
            try {
                Message message = MessageCodec.decode(Unpooled.wrappedBuffer(bytes), random.nextInt(3) * 100, rooms);
                assertThat(Tag.of(message).ordinal()).isEqualTo(bytes[0]);
            } catch (MalformedException e) {
                assertThat(e.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50_000);
    }

    @Test
    void aCountOfItemsThatCannotBeThereIsRefusedBeforeRoomIsMadeForThem() {
        ByteBuf head = Unpooled.buffer();
        Wire.write(head, Tag.CUT);
        Wire.write(head, 1);
        Wire.write(head, true);
        Wire.write(head, 1);
        Wire.write(head, Integer.MAX_VALUE);
        assertThatThrownBy(() -> MessageCodec.decode(head, 0, new Rooms()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("items: 2147483647");
    }

    @Test
    void pagesOfNoBytesAreRefused() {
        long[] numbers = new long[2];
        ByteBuf head = head(new Message.DataRun(0, 0, numbers, numbers, numbers, new byte[0]));
        assertThatThrownBy(() -> MessageCodec.decode(head, 0, new Rooms()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("0 bytes for 2 pages of 0");
    }

    @Test
    void aPageLongerThanItsFrameIsRefused() {
        ByteBuf head = head(new Message.Cut(1, true, 1, List.of(new CutPage(0, 1, new byte[4096]))));
        assertThatThrownBy(() -> MessageCodec.decode(head, 4095, new Rooms()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("length of a page: 4096");
    }
}
