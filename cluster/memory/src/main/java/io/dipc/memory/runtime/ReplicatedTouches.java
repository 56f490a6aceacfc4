package io.dipc.memory.runtime;

import io.dipc.memory.options.Geometry;
import io.dipc.memory.port.TouchedPages;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The region's object as the one who knows what was touched. Threads of ours wait for it, and the pager goes on; questions
 * that come while one is on its way go together in the next. Of the pager's thread.
 */
final class ReplicatedTouches implements TouchedPages {
    private record Question(int stripe, Consumer<BitSet> answer) {}

    private final PagedRegion region;
    private final Geometry geometry;
    private List<Question> next = new ArrayList<>();
    private boolean asking;

    ReplicatedTouches(PagedRegion region, Geometry geometry) {
        this.region = region;
        this.geometry = geometry;
    }

    @Override
    public void touch(BitSet pages, Runnable done) {
        region.ask(
                object -> {
                    object.touch(pages);
                    return null;
                },
                nothing -> done.run());
    }

    @Override
    public void touched(int stripe, Consumer<BitSet> answer) {
        next.add(new Question(stripe, answer));
        if (!asking) {
            ask();
        }
    }

    private void ask() {
        asking = true;
        // Others of this input may follow.
        region.askNext(RegionObject::touched, () -> {
            List<Question> asked = next;
            next = new ArrayList<>();
            return touched -> {
                asking = false;
                asked.forEach(question -> question.answer.accept(of(question.stripe, touched)));
                if (!next.isEmpty() && !asking) {
                    ask();
                }
            };
        });
    }

    private BitSet of(int stripe, BitSet touched) {
        BitSet pages = new BitSet();
        touched.stream().filter(page -> geometry.stripe(page) == stripe).forEach(pages::set);
        return pages;
    }
}
