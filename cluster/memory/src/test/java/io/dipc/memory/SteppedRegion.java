package io.dipc.memory;

import io.dipc.memory.cache.Fault;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Access;
import io.dipc.memory.message.Envelope;
import io.dipc.memory.message.Message;
import io.dipc.memory.options.RegionOptions;
import io.dipc.memory.port.Memory;
import io.dipc.memory.port.PageState;
import io.dipc.memory.port.TouchedPages;
import io.dipc.objects.region.StripeView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** Members 1 to n of a region, whose messages arrive one after the other when they are let; a test may hold some back. */
final class SteppedRegion {

    /** A member and its memory, pages of one byte. */
    final class Member implements Memory {
        final RegionNode node;
        private final Map<Integer, Byte> contents = new HashMap<>();
        /** What the program may do. */
        private final Map<Integer, PageState> states = new HashMap<>();

        Member(long session) {
            node = new RegionNode(
                    session, options, this, (to, envelope) -> waiting.add(new Sent(to, envelope)), touched, () -> now);
        }

        @Override
        public void protect(int page, PageState state) {
            states.put(page, state);
        }

        PageState allowed(int page) {
            return states.getOrDefault(page, PageState.INVALID);
        }

        @Override
        public byte[] copy(int page) {
            return new byte[] {contents.get(page)};
        }

        @Override
        public int pageSize() {
            return 1;
        }

        @Override
        public byte[] copy(int first, int pages) {
            byte[] bytes = new byte[pages];
            for (int i = 0; i < pages; i++) {
                bytes[i] = contents.get(first + i);
            }
            return bytes;
        }

        @Override
        public void install(int first, int pages, byte[] bytes, int offset, PageState state) {
            for (int i = 0; i < pages; i++) {
                install(first + i, new byte[] {bytes[offset + i]}, state);
            }
        }

        @Override
        public void install(int page, byte[] bytes, PageState state) {
            contents.put(page, bytes == null ? 0 : bytes[0]);
            states.put(page, state);
        }
    }

    record Sent(long to, Envelope envelope) {}

    private final RegionOptions options;
    private final List<Member> members = new ArrayList<>();
    private final ArrayDeque<Sent> waiting = new ArrayDeque<>();
    private final BitSet pages = new BitSet();
    private final List<Message> sent = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Set<Long> dead = new HashSet<>();
    private Predicate<Sent> held = sent -> false;
    private StripeView view;
    private long now;

    private final TouchedPages touched = new TouchedPages() {
        @Override
        public void touch(BitSet batch, Runnable done) {
            later.add(() -> {
                pages.or(batch);
                done.run();
            });
        }

        @Override
        public void touched(int stripe, Consumer<BitSet> answer) {
            later.add(() -> answer.accept((BitSet) pages.clone()));
        }
    };

    SteppedRegion(int count, RegionOptions options) {
        this.options = options;
        long[] sessions = LongStream.rangeClosed(1, count).toArray();
        view = StripeView.first(1, sessions, sessions, options.geometry().stripes());
        for (long session : sessions) {
            members.add(new Member(session));
        }
        members.forEach(member -> member.node.enter(view));
        settle();
        sent.clear();
    }

    Member member(long session) {
        return members.get((int) session - 1);
    }

    /** The first page whose home is a member, beginning with some page. */
    int pageAt(long home, int from) {
        int page = from;
        while (view.home(options.geometry().stripe(page)) != home) {
            page++;
        }
        return page;
    }

    /** The home of a page. */
    long homeOf(int page) {
        return view.home(options.geometry().stripe(page));
    }

    /** Some messages, instead of those so far, do not arrive. */
    void hold(Predicate<Sent> some) {
        held = some;
    }

    /** A member is no more; the others do not know yet. */
    void kill(long session) {
        dead.add(session);
    }

    /** Members are lost together, and the others have the next view. What is on its way stays so. */
    void lose(long... sessions) {
        Arrays.stream(sessions).forEach(this::kill);
        enter(true);
    }

    private void enter(boolean lost) {
        long[] living = LongStream.rangeClosed(1, members.size())
                .filter(member -> !dead.contains(member))
                .toArray();
        view = view.next(view.number() + 1, living, living, lost);
        for (long member : living) {
            member(member).node.enter(view);
        }
    }

    /** One more member. */
    void join() {
        members.add(new Member(members.size() + 1));
        enter(false);
    }

    /** The member that keeps what another one has written; the first of them. */
    long backup(long session) {
        return backups(session)[0];
    }

    /** The members that keep what another one has written. */
    long[] backups(long session) {
        return view.backups(session, Math.max(1, options.backups()));
    }

    /** What a member wrote so far survives it. */
    void release(long session) {
        if (!tryRelease(session)) {
            throw new AssertionError("a release of " + session + " is not done");
        }
    }

    /** Answers whether what a member wrote so far survives it, as far as can be told now. */
    boolean tryRelease(long session) {
        return beginRelease(session).getAsBoolean();
    }

    /** Begins a release; answers what tells whether it is done. */
    BooleanSupplier beginRelease(long session) {
        boolean[] done = new boolean[1];
        member(session).node.cache().release(new Release() {
            @Override
            public void done() {
                done[0] = true;
            }

            @Override
            public void failed() {
                throw new AssertionError("a release of " + session + " failed");
            }
        });
        settle();
        return () -> done[0];
    }

    /** Time passes, and what is due then happens. */
    void pass(long nanos) {
        now += nanos;
        members.forEach(member -> member.node.cache().tick());
        settle();
    }

    /** How many messages have arrived at other members, confirmations included, since the last access was begun. */
    List<Message> arrived() {
        return List.copyOf(sent);
    }

    /** A member writes a page. */
    void write(long session, int page, int value) {
        if (member(session).node.cache().state(page) != PageState.DIRTY) {
            access(session, page, Access.WRITE);
        }
        member(session).contents.put(page, (byte) value);
    }

    /** What a member reads in a page, which it has not; empty if it is lost. */
    OptionalInt read(long session, int page) {
        List<String> told = fault(session, page, Access.READ);
        if (told.equals(List.of("LOST"))) {
            return OptionalInt.empty();
        }
        if (!told.equals(List.of("granted"))) {
            throw new AssertionError("a read of page " + page + " by " + session + ": " + told);
        }
        member(session).node.cache().used(page);
        settle();
        return OptionalInt.of(member(session).contents.get(page));
    }

    /** A thread of a member wants a page; answers what was said to it, which is nothing as long as it waits. */
    List<String> fault(long session, int page, Access access) {
        List<String> told = new ArrayList<>();
        member(session).node.cache().fault(page, new Fault() {
            @Override
            public Access access() {
                return access;
            }

            @Override
            public byte[] contents() {
                return null;
            }

            @Override
            public void granted() {
                told.add("granted");
            }

            @Override
            public void failed(Failure failure) {
                told.add(failure.name());
            }
        });
        settle();
        return told;
    }

    /** Lets everything happen but what is held back. */
    void settle() {
        while (!waiting.isEmpty() || !later.isEmpty()) {
            List.copyOf(later).forEach(action -> {
                later.remove(action);
                action.run();
            });
            Sent next = waiting.stream().filter(held.negate()).findFirst().orElse(null);
            if (next == null && later.isEmpty()) {
                return;
            }
            if (next != null && waiting.remove(next) && !dead.contains(next.to())) {
                if (next.to() != next.envelope().from()) {
                    sent.add(next.envelope().message());
                }
                member(next.to()).node.receive(next.envelope());
            }
        }
    }

    /**
     * A member accesses a page.
     *
     * @return the messages between members that this took, without confirmations and those of backups
     */
    List<Message> access(long session, int page, Access access) {
        sent.clear();
        List<String> told = fault(session, page, access);
        if (!told.equals(List.of("granted"))) {
            throw new AssertionError(access + " of page " + page + " by " + session + ": " + told);
        }
        member(session).node.cache().used(page);
        settle();
        return sent.stream()
                .filter(message -> !(message instanceof Message.Confirm
                        || message instanceof Message.Received
                        || message instanceof Message.OfCuts))
                .toList();
    }
}
