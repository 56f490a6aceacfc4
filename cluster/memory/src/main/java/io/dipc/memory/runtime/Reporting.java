package io.dipc.memory.runtime;

import io.dipc.memory.port.PageState;
import io.dipc.objects.region.MemberReport;
import io.dipc.objects.region.RegionMap;
import java.util.concurrent.TimeUnit;

/** Tells the region's object from time to time what people may want to know of this member. Of the pager's thread. */
final class Reporting {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PagedRegion region;
    private long told = -1;
    private boolean telling;

    Reporting(PagedRegion region) {
        this.region = region;
    }

    void begin() {
        region.executeAfter(this::report, PAUSE_NANOS);
    }

    private void report() {
        if (region.over()) {
            return;
        }
        long events = region.counters().events() + region.feed().rebuilt();
        if (events != told && !telling) {
            told = events;
            telling = true;
            MemberReport report = now();
            region.ask(
                    object -> {
                        object.report(report);
                        return null;
                    },
                    nothing -> telling = false);
        }
        begin();
    }

    private MemberReport now() {
        int shared = 0;
        int exclusive = 0;
        PageState[] states = region.pages();
        byte[] cells = new byte[RegionMap.cells(states.length)];
        for (int page = 0; page < states.length; page++) {
            RegionMap.Cell here = RegionMap.Cell.NOTHING;
            if (states[page].exclusive()) {
                exclusive++;
                here = RegionMap.Cell.EXCLUSIVE;
            } else if (states[page] == PageState.SHARED) {
                shared++;
                here = RegionMap.Cell.SHARED;
            }
            int cell = RegionMap.cell(page, states.length);
            cells[cell] = (byte) Math.max(cells[cell], here.ordinal());
        }
        RegionStatistics statistics = region.statistics();
        return new MemberReport(
                shared,
                exclusive,
                region.feed().lost(),
                statistics.readFaults() + statistics.writeFaults(),
                statistics.bytesReceived() + statistics.bytesSent(),
                cells);
    }
}
