package io.dipc.engine.client;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The inquiries that are not answered: they are simply asked again. Single-threaded. */
final class Inquiries {
    private final Requests.Port port;
    /** By the number of the request, in the order in which they were asked. */
    private final Map<Long, Inquiry> open = new LinkedHashMap<>();

    private long references;

    Inquiries(Requests.Port port) {
        this.port = port;
    }

    /** Gives an inquiry its number, and asks. */
    void ask(Inquiry inquiry) {
        long reference = ++references;
        inquiry.request = inquiry.request(reference);
        open.put(reference, inquiry);
        port.ask(inquiry.partition(), inquiry.request, true);
    }

    /** The inquiry to which there is an answer, or null if it has had one. */
    Inquiry answered(long reference) {
        return open.remove(reference);
    }

    /** Homes may have changed. */
    void askAgain() {
        for (Inquiry inquiry : List.copyOf(open.values())) {
            port.ask(inquiry.partition(), inquiry.request, true);
        }
    }

    /** The keys that are being opened. */
    Set<String> opening() {
        Set<String> names = new HashSet<>();
        for (Inquiry inquiry : open.values()) {
            if (inquiry.opens() != null) {
                names.add(inquiry.opens());
            }
        }
        return names;
    }

    /** Whether one is not answered that {@linkplain Inquiry#tells tells} something. */
    boolean telling() {
        return open.values().stream().anyMatch(Inquiry::tells);
    }

    /** This JVM is about to leave: nobody waits any more for answers, but for those to what it has to tell. */
    void failAllThatAsk(Supplier<RuntimeException> reason) {
        List<Inquiry> all =
                open.values().stream().filter(inquiry -> !inquiry.tells()).toList();
        open.values().removeIf(inquiry -> !inquiry.tells());
        all.forEach(inquiry -> inquiry.failed(reason.get()));
    }

    /** There will be no more answers. */
    void fail(Supplier<RuntimeException> reason) {
        List<Inquiry> all = List.copyOf(open.values());
        open.clear();
        all.forEach(inquiry -> inquiry.failed(reason.get()));
    }
}
