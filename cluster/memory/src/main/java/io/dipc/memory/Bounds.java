package io.dipc.memory;

import io.dipc.memory.message.CutPage;
import io.dipc.memory.message.Holding;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.Geometry;

/** What a region's messages may name: they come from outside, and it is used as an index, a length, or a number of turns. */
final class Bounds {
    private final Geometry geometry;
    private final int pageSize;

    Bounds(Geometry geometry, int pageSize) {
        this.geometry = geometry;
        this.pageSize = pageSize;
    }

    /** What is wrong with a message, in words, or null: nothing. */
    String violation(Message message) {
        if (message instanceof Message.OfPages ofPages) {
            String wrong = page(ofPages.page());
            return wrong != null ? wrong : violation(ofPages);
        }
        if (message instanceof Message.Left left) {
            return page(left.page());
        }
        if (message instanceof Message.Cut cut) {
            for (CutPage copy : cut.pages()) {
                String wrong = page(copy.page());
                if (wrong == null) {
                    wrong = length(copy.page(), copy.bytes().length);
                }
                if (wrong != null) {
                    return wrong;
                }
            }
        }
        return null;
    }

    private String violation(Message.OfPages message) {
        int page = message.page();
        if (message instanceof Message.Data data) {
            return length(page, data.bytes().length);
        }
        if (message instanceof Message.DataRun run) {
            String wrong = run(page, run.pages());
            return wrong != null || run.pageSize() == pageSize ? wrong : length(page, run.pageSize(), "");
        }
        if (message instanceof Message.ForwardRun run) {
            return run(page, run.transactions().length);
        }
        if (message instanceof Message.FetchAhead ahead) {
            return run(page, ahead.pages());
        }
        if (message instanceof Message.Report report) {
            for (Holding holding : report.holdings()) {
                String wrong = page(holding.page());
                if (wrong != null) {
                    return wrong;
                }
                if (geometry.stripe(holding.page()) != geometry.stripe(page)) {
                    return "page " + holding.page() + " (expected: one of the stripe of page " + page + ")";
                }
            }
        }
        return null;
    }

    private String page(int page) {
        return page >= 0 && page < geometry.pages()
                ? null
                : "page " + page + " (expected: 0 to " + (geometry.pages() - 1) + ")";
    }

    private String length(int page, int bytes) {
        return bytes <= pageSize ? null : length(page, bytes, "at most ");
    }

    private String length(int page, int bytes, String most) {
        return bytes + " bytes of page " + page + " (expected: " + most + pageSize + ")";
    }

    private String run(int page, int pages) {
        int most = geometry.endOfRun(page) - page;
        return pages >= 1 && pages <= most
                ? null
                : "a run of " + pages + " pages from page " + page + " on (expected: 1 to " + most + ")";
    }
}
