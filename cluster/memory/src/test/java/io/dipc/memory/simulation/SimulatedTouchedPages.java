package io.dipc.memory.simulation;

import io.dipc.memory.options.Geometry;
import io.dipc.memory.port.TouchedPages;
import java.util.BitSet;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The replicated object that knows what was touched: it takes its time, and its callers may die meanwhile. */
final class SimulatedTouchedPages {
    private final SimulatedTime time;
    private final Random random;
    private final Geometry geometry;
    private final BitSet touched = new BitSet();

    SimulatedTouchedPages(SimulatedTime time, Random random, Geometry geometry) {
        this.time = time;
        this.random = random;
        this.geometry = geometry;
    }

    /** The object as a member sees it. */
    TouchedPages of(BooleanSupplier alive) {
        return new TouchedPages() {
            @Override
            public void touch(BitSet pages, Runnable done) {
                time.after(random.nextInt(30), () -> {
                    touched.or(pages);
                    time.after(random.nextInt(30), () -> {
                        if (alive.getAsBoolean()) {
                            done.run();
                        }
                    });
                });
            }

            @Override
            public void touched(int stripe, Consumer<BitSet> answer) {
                time.after(random.nextInt(30), () -> {
                    BitSet pages = new BitSet();
                    touched.stream()
                            .filter(page -> geometry.stripe(page) == stripe)
                            .forEach(pages::set);
                    time.after(random.nextInt(30), () -> {
                        if (alive.getAsBoolean()) {
                            answer.accept(pages);
                        }
                    });
                });
            }
        };
    }
}
