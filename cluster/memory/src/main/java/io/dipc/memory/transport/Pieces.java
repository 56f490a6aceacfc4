package io.dipc.memory.transport;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Long messages travel in pieces, each of them a message of the same kind with some of its items. So a frame is short, and
 * others come between them.
 */
final class Pieces {
    /** How many holdings are in a piece of a report. */
    static final int HOLDINGS = 1024;
    /** How many bytes of pages are in a piece of a cut, unless one page is larger. */
    static final int BYTES = 64 << 10;
    /** How many pages are in a piece of a cut; it matters for those of less than 64 bytes, which only tests have. */
    static final int PAGES = 1024;

    /** How many items are in a message at most: twice as many as a buffer has pages. */
    static final int ITEMS = 1 << 20;

    /** How many bytes of pages are in a message at most: those of a buffer, and what its last page has beyond its end. */
    static final long LARGEST = (1L << 31) + Transport.LARGEST_PAGE;

    private Pieces() {}

    /** Cuts a message up, item by item. */
    static final class Cutter {
        private final Message message;
        private int next;

        Cutter(Message message) {
            this.message = message;
        }

        /** The next piece: the message itself if it is short. */
        Message next() {
            int from = next;
            if (message instanceof Message.Report report) {
                next = Math.min(report.holdings().size(), from + HOLDINGS);
                return whole(from)
                        ? report
                        : new Message.Report(report.page(), report.holdings().subList(from, next));
            }
            if (message instanceof Message.Cut cut) {
                next = end(cut.pages(), from);
                return whole(from)
                        ? cut
                        : new Message.Cut(
                                cut.number(),
                                cut.full(),
                                cut.view(),
                                cut.pages().subList(from, next));
            }
            return message;
        }

        private boolean whole(int from) {
            return from == 0 && !more();
        }

        /** Whether there are pieces behind the last one. */
        boolean more() {
            if (message instanceof Message.Report report) {
                return next < report.holdings().size();
            }
            return message instanceof Message.Cut cut && next < cut.pages().size();
        }

        private static int end(List<CutPage> pages, int from) {
            int end = from;
            long bytes = 0;
            while (end < pages.size() && end - from < PAGES) {
                bytes += pages.get(end).bytes().length;
                if (bytes > BYTES && end > from) {
                    break;
                }
                end++;
            }
            return end;
        }
    }

    /** Puts a message together again. */
    static final class Joiner {
        private Message first;
        private final List<Holding> holdings = new ArrayList<>();
        private final List<CutPage> pages = new ArrayList<>();
        private long bytes;

        /**
         * Takes the next piece.
         *
         * @param more whether there are pieces behind it
         * @return the message if it is complete, else null
         */
        Message join(Message piece, boolean more) throws MalformedException {
            if (first == null && !more) {
                return piece;
            }
            if (piece instanceof Message.Report report) {
                holdings.addAll(report.holdings());
            } else if (piece instanceof Message.Cut cut) {
                pages.addAll(cut.pages());
                bytes += MessageCodec.bytes(cut);
            } else {
                throw new MalformedException("a piece of " + Tag.of(piece));
            }
            if (bytes > LARGEST) {
                throw new MalformedException("a " + Tag.of(piece) + " of more than " + LARGEST + " bytes");
            }
            if (holdings.size() + pages.size() > ITEMS) {
                throw new MalformedException("a " + Tag.of(piece) + " of more than " + ITEMS + " items");
            }
            if (first == null) {
                first = withoutItems(piece);
            } else if (!first.equals(withoutItems(piece))) {
                throw new MalformedException("a piece of " + withoutItems(piece) + " (expected: of " + first + ")");
            }
            return more ? null : complete();
        }

        private Message complete() {
            Message message = first instanceof Message.Cut cut
                    ? new Message.Cut(cut.number(), cut.full(), cut.view(), pages)
                    : new Message.Report(((Message.Report) first).page(), holdings);
            first = null;
            holdings.clear();
            pages.clear();
            bytes = 0;
            return message;
        }

        private static Message withoutItems(Message piece) {
            return piece instanceof Message.Cut cut
                    ? new Message.Cut(cut.number(), cut.full(), cut.view(), List.of())
                    : new Message.Report(((Message.Report) piece).page(), List.of());
        }
    }
}
