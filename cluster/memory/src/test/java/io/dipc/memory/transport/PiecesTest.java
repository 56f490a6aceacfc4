package io.dipc.memory.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {

    private static List<Message> cut(Message message) {
        Pieces.Cutter cutter = new Pieces.Cutter(message);
        List<Message> pieces = new ArrayList<>();
        do {
            pieces.add(cutter.next());
        } while (cutter.more());
        return pieces;
    }

    private static Message join(List<Message> pieces) throws MalformedException {
        Pieces.Joiner joiner = new Pieces.Joiner();
        for (Message piece : pieces.subList(0, pieces.size() - 1)) {
            assertThat(joiner.join(piece, true)).isNull();
        }
        return joiner.join(pieces.get(pieces.size() - 1), false);
    }

    private static Message.Cut aCut(int pages, int size) {
        List<CutPage> list = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            list.add(new CutPage(page, page, new byte[size]));
        }
        return new Message.Cut(3, true, 4, list);
    }

    private static Message.Report aReport(int holdings) {
        List<Holding> list = new ArrayList<>();
        for (int page = 0; page < holdings; page++) {
            list.add(new Holding(page, 5, Holding.State.SHARED, 0, 0));
        }
        return new Message.Report(7, list);
    }

    @ParameterizedTest
    @CsvSource({"0, 4096, 1", "1, 4096, 1", "16, 4096, 1", "17, 4096, 2", "100, 4096, 7", "3, 100000, 3", "3000, 8, 3"})
    void aCutIsInPiecesOfLimitedLength(int pages, int size, int pieces) throws MalformedException {
        Message.Cut message = aCut(pages, size);
        List<Message> cut = cut(message);
        assertThat(cut).hasSize(pieces).allSatisfy(piece -> {
            int count = ((Message.Cut) piece).pages().size();
            assertThat(count).isLessThanOrEqualTo(Pieces.PAGES);
            assertThat(count == 1 || MessageCodec.bytes(piece) <= Pieces.BYTES || pages == 0)
                    .isTrue();
        });
        assertThat(join(cut)).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024, 1025, 5000})
    void aReportIsInPiecesOfLimitedLength(int holdings) throws MalformedException {
        Message.Report message = aReport(holdings);
        List<Message> cut = cut(message);
        assertThat(cut).hasSize(Math.max(1, (holdings + Pieces.HOLDINGS - 1) / Pieces.HOLDINGS));
        assertThat(join(cut)).isEqualTo(message);
    }

    @Test
    void whatIsNotLongIsSentAsItIs() {
        Message message = new Message.Parted(4);
        assertThat(cut(message)).containsExactly(message);
    }

    @Test
    void piecesOfDifferentMessagesAreRefused() throws MalformedException {
        Pieces.Joiner joiner = new Pieces.Joiner();
        joiner.join(aCut(1, 8), true);
        assertThatThrownBy(() -> joiner.join(new Message.Cut(9, true, 4, List.of()), true))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> joiner.join(new Message.Parted(4), false)).isInstanceOf(MalformedException.class);
    }

    @Test
    void piecesOfMoreThanABufferAreRefused() throws MalformedException {
        Pieces.Joiner joiner = new Pieces.Joiner();
        Message piece = aCut(1, Transport.LARGEST_PAGE);
        long most = Pieces.LARGEST / Transport.LARGEST_PAGE;
        for (long i = 0; i < most; i++) {
            joiner.join(piece, true);
        }
        assertThatThrownBy(() -> joiner.join(piece, true))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a CUT of more than 2164260864 bytes");
    }

    @Test
    void aPieceOfWhatHasNoneIsRefused() {
        assertThatThrownBy(() -> new Pieces.Joiner().join(new Message.Parted(4), true))
                .isInstanceOf(MalformedException.class)
                .hasMessage("a piece of PARTED");
    }
}
