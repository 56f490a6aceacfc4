package io.dipc.memory.directory;

import io.dipc.memory.directory.Entry.State;
import io.dipc.memory.directory.Entry.Waiting;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Message;
import io.dipc.memory.message.Message.Grant.Contents;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.options.Rule;
import io.dipc.memory.port.Sender;

/**
 * Serves requests. A page has one write at a time, which ends with the writer's confirmation. Reads end with being sent on
 * their way, and need no confirmation: what is recalled later overtakes them only as far as the reader's {@code PageCache}
 * can tell.
 */
final class Transactions {
    private final long self;
    private final RegionOptions options;
    private final Sender sender;

    Transactions(long self, RegionOptions options, Sender sender) {
        this.self = self;
        this.options = options;
        this.sender = sender;
    }

    void request(Stripe stripe, long from, Message.Request request) {
        Entry wanted = stripe.entry(request.page());
        wanted.line.add(new Waiting(from, request.access()));
        serve(wanted);
    }

    void fetchAhead(Stripe stripe, long from, Message.FetchAhead ahead) {
        Forwards forwards = new Forwards(from, options.geometry().run(), sender);
        for (int page = ahead.page(); page < ahead.page() + ahead.pages(); page++) {
            Entry entry = stripe.entry(page);
            if (entry.busy || !entry.line.isEmpty()) {
                forwards.send();
                sender.send(from, new Message.Declined(page));
            } else if (ahead.access().exclusive() || !needsBytes(entry, from)) {
                forwards.send();
                begin(entry, new Waiting(from, ahead.access()));
            } else {
                forwards.add(source(entry), page, ++entry.transaction);
                shared(entry, from);
            }
        }
        forwards.send();
    }

    /** Whether somebody has to send the page to a reader. */
    private static boolean needsBytes(Entry entry, long reader) {
        return (entry.state == State.SHARED || entry.state == State.EXCLUSIVE) && !entry.copies.contains(reader);
    }

    /** Who sends a page to readers: this member if it can, since that saves a message; the copy may still be on its way here. */
    private long source(Entry entry) {
        return entry.copies.contains(self) ? self : entry.owner;
    }

    private static void shared(Entry entry, long reader) {
        entry.state = State.SHARED;
        entry.copies.add(reader);
    }

    void confirmed(Entry entry, long transaction) {
        if (entry.transaction == transaction) {
            entry.busy = false;
            serve(entry);
        }
    }

    void serve(Entry entry) {
        while (!entry.busy && !entry.line.isEmpty()) {
            begin(entry, entry.line.poll());
        }
    }

    private void begin(Entry entry, Waiting next) {
        if (entry.state == State.LOST && next.access() != Access.OVERWRITE) {
            sender.send(next.session(), new Message.Lost(entry.page));
            return;
        }
        entry.transaction++;
        if (next.access().exclusive()) {
            write(entry, next.session());
        } else {
            read(entry, next.session());
        }
    }

    private void read(Entry entry, long reader) {
        if (entry.copies.contains(reader)) {
            grant(entry, reader, false, Contents.HELD, 0);
        } else if (entry.state == State.INITIAL) {
            grant(entry, reader, false, Contents.INITIAL, 0);
        } else {
            forward(entry, source(entry), reader, false, 0);
            shared(entry, reader);
            return;
        }
        entry.copies.add(reader);
    }

    private void write(Entry entry, long writer) {
        boolean held = entry.copies.contains(writer);
        int others = entry.copies.size() - (held ? 1 : 0);
        if (entry.state == State.LOST) {
            grant(entry, writer, true, Contents.NONE, 0);
        } else if (entry.state == State.INITIAL) {
            invalidate(entry, writer, 0);
            grant(entry, writer, true, Contents.INITIAL, others);
        } else if (held) {
            invalidate(entry, writer, 0);
            grant(entry, writer, true, Contents.HELD, others);
        } else {
            // Only the owner: it certainly has the page, and keeps it until the writer has.
            invalidate(entry, writer, entry.owner);
            forward(entry, entry.owner, writer, true, others - 1);
        }
        entry.state = State.EXCLUSIVE;
        entry.owner = writer;
        entry.copies.only(writer);
        entry.busy = options.holds(Rule.WAIT_FOR_CONFIRMATION);
    }

    private void invalidate(Entry entry, long writer, long source) {
        entry.copies.forEach(session -> {
            if (session != writer && session != source) {
                sender.send(session, new Message.Invalidate(entry.page, entry.transaction, writer));
            }
        });
    }

    private void grant(Entry entry, long session, boolean exclusive, Contents contents, int acknowledgements) {
        sender.send(session, new Message.Grant(entry.page, entry.transaction, exclusive, contents, acknowledgements));
    }

    private void forward(Entry entry, long source, long requester, boolean exclusive, int acknowledgements) {
        sender.send(source, new Message.Forward(entry.page, entry.transaction, requester, exclusive, acknowledgements));
    }
}
